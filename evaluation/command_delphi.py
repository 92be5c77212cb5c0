"""What ``hepabridge delphi`` says about the rounds of a study."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.command_files import csv_ratings, labels, rating_rows, unused_lines
from evaluation.delphi import ItemStats, ScreenRule, item_stats, threshold_screen
from evaluation.delphi_authority import active_coefficient, authority
from evaluation.delphi_rounds import StopRule, round_stability, stop_decision
from evaluation.dossier import largest_remainder, show_p
from evaluation.errors import InvalidInput, UndefinedResult
from evaluation.kendall import kendall_w, mean_spearman
from evaluation.provenance import FloatArray
from evaluation.rand_ucla import ipras
from evaluation.rating_weights import delphi_weights
from evaluation.tables import rating_table

Lines = tuple[int, list[str]]
_FIELDS = (
    "scale_max scale_min items experts ratings rounds sent commented authority basis_table "
    "familiarity_table delete_at stop_rule percentiles cells rows columns corner"
)
_RAND = (1.0, 9.0)
_NAMED_GAPS = 12
_RAND_WORDS = {"appropriate": "适宜", "uncertain": "不确定", "inappropriate": "不适宜"}
_VERDICTS = {"keep": "保留", "discuss": "讨论", "delete": "建议删除"}


@dataclass(frozen=True)
class _Round:
    ratings: FloatArray
    experts: tuple[str, ...] | None
    items: tuple[str, ...] | None
    sent: int | None = None
    commented: int = 0
    authority: Sequence[Mapping[str, str]] | None = None
    basis: str = "ca-standard"
    familiarity: str = "cs-a"


def delphi_lines(data: Mapping[str, object], scale_max: float | None = None) -> Lines:
    """Evaluate a document; see `evaluation.commands.delphi_command` for the forms.

    Returns
    -------
    tuple
        Exit code 0 and the lines.
    """
    top = _scale(data.get("scale_max", scale_max), "scale_max", None)
    bottom = _scale(data.get("scale_min"), "scale_min", 1.0)
    if bottom >= top:
        raise InvalidInput(f"下限 {bottom:g} 不小于上限 {top:g}", where="scale_min", cure="请更正")
    rule = _stop_rule(data.get("stop_rule"))
    percentiles = str(data.get("percentiles", "linear"))
    rounds = _rounds(data)
    lines = unused_lines(data, _FIELDS)
    shares: Sequence[float] | None = None
    responses: list[float] = []
    concordances: list[float] = []
    described: list[ItemStats] = []
    for number, current in enumerate(rounds, start=1):
        lines.append(
            f"第 {number} 轮：{current.ratings.shape[0]} 位专家，{current.ratings.shape[1]} 个条目"
        )
        lines += _gap_lines(current)
        responses.append(_response(current, lines))
        shares = _authority(current, lines)
        stats = item_stats(
            current.ratings, top, scale_min=bottom, items=current.items, experts=current.experts
        )
        described.append(stats)
        lines += _item_lines(stats, data)
        if (bottom, top) == _RAND:
            lines += _rand_lines(current.ratings, stats.items, percentiles)
        concordances.append(_concordance(current, lines))
    latest = described[-1]
    lines.append(_weight_line("均数占比", latest.items, delphi_weights(rounds[-1].ratings).weights))
    if shares is not None:
        weights = delphi_weights(rounds[-1].ratings, shares).weights
        lines.append(_weight_line("按权威系数加权", latest.items, weights))
    lines += _stop_lines(rounds, latest, responses, concordances, rule)
    return 0, lines


def _weight_line(how: str, items: Sequence[str], weights: FloatArray) -> str:
    shown = largest_remainder(weights.tolist(), 4)
    pairs = "，".join(f"{name} {weight}" for name, weight in zip(items, shown, strict=True))
    return f"权重（{how}）：{pairs}"


def _stop_rule(given: object) -> StopRule:
    """Read limits of the stop rule; what is not given keeps its default."""
    if given is None:
        return StopRule()
    if not isinstance(given, Mapping):
        raise InvalidInput("应为对象", where="/stop_rule", cure='如 {"last_round": 3}')
    fields = {field.name for field in dataclasses.fields(StopRule)} - {"version"}
    for key, value in given.items():
        place = f"/stop_rule/{key}"
        if key not in fields:
            raise InvalidInput("没有这一项", where=place, cure="可选：" + "、".join(sorted(fields)))
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise InvalidInput(f"“{value}”不是非负数", where=place, cure="请更正")
    return StopRule(**given)


def _gap_lines(current: _Round) -> list[str]:
    """Name the ratings that are missing: they are left out of Mj, never taken as zero."""
    gaps = np.argwhere(np.isnan(current.ratings))
    if not len(gaps):
        return []
    places = []
    for i, j in gaps[:_NAMED_GAPS].tolist():
        expert = current.experts[i] if current.experts else f"专家{i + 1}"
        item = current.items[j] if current.items else f"条目{j + 1}"
        places.append(f"{expert}/{item}")
    more = " 等" if len(gaps) > _NAMED_GAPS else ""
    return [f"  缺评 {len(gaps)} 处：{'、'.join(places)}{more}"]


def _rand_lines(ratings: FloatArray, items: Sequence[str], percentiles: str) -> list[str]:
    """RAND/UCLA disagreement per item; the constants hold on the nine-point scale only."""
    lines = [f"  RAND/UCLA（百分位数规则 {percentiles}）："]
    for j, name in enumerate(items):
        column = ratings[:, j]
        found = ipras(column[~np.isnan(column)], percentiles)
        state = "有分歧" if found.disagreement else "无分歧"
        lines.append(
            f"    {name}  IPR {found.IPR:.2f}  IPRAS {found.IPRAS:.2f}  DI {found.DI:.2f}  "
            f"{state}  {_RAND_WORDS[str(found.verdict)]}"
        )
    return lines


def _scale(value: object, name: str, default: float | None) -> float:
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(
            "没有写明量表上下限", where=name, cure="请写明量表的最大值（不是数据的最大值），如 5"
        )
    return float(value)


def _rounds(data: Mapping[str, object]) -> list[_Round]:
    if "cells" in data:
        experts, items, ratings = csv_ratings(data)
        table = rating_table(
            ratings,
            row_name="专家",
            column_name="条目",
            rows=experts,
            columns=items,
            allow_missing=True,
        )
        return [_Round(table, experts, items)]
    given = data.get("rounds")
    bodies = given if given is not None else [data]
    if not isinstance(bodies, list) or not bodies:
        raise InvalidInput("没有轮次", where="/rounds", cure="至少一轮")
    return [_round(data, body, f"/rounds/{k}" if given else "") for k, body in enumerate(bodies)]


def _round(data: Mapping[str, object], body: object, where: str) -> _Round:
    if not isinstance(body, Mapping):
        raise InvalidInput("应为对象", where=where, cure="请更正")
    experts = labels(body, "experts") or labels(data, "experts")
    items = labels(body, "items") or labels(data, "items")
    table = rating_table(
        rating_rows(body.get("ratings"), f"{where}/ratings"),
        row_name="专家",
        column_name="条目",
        rows=experts,
        columns=items,
        allow_missing=True,
    )
    sent, commented = (_count(body.get(key), f"{where}/{key}") for key in ("sent", "commented"))
    statements = body.get("authority")
    if statements is not None and (
        not isinstance(statements, list) or not all(isinstance(s, Mapping) for s in statements)
    ):
        raise InvalidInput("应为每位专家一个对象", where=f"{where}/authority", cure="请更正")
    if statements is not None and len(statements) != table.shape[0]:
        raise InvalidInput(
            f"{len(statements)} 份自评对 {table.shape[0]} 位专家",
            where=f"{where}/authority",
            cure="每位专家一份，次序同评分表",
        )
    return _Round(
        table,
        experts,
        items,
        sent,
        commented or 0,
        statements,
        str(body.get("basis_table", data.get("basis_table", "ca-standard"))),
        str(body.get("familiarity_table", data.get("familiarity_table", "cs-a"))),
    )


def _count(value: object, where: str) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise InvalidInput(f"“{value}”不是整数", where=where, cure="请更正")
    return value


def _response(current: _Round, lines: list[str]) -> float:
    returned = current.ratings.shape[0]
    if current.sent is None:
        return 1.0
    result = active_coefficient(current.sent, returned, current.commented)
    lines.append(
        f"  专家积极系数 {result.value:.1%}（{returned}/{current.sent}，{result.word}），"
        f"提出意见的占 {result.commented:.1%}"
    )
    return result.value


def _authority(current: _Round, lines: list[str]) -> list[float] | None:
    """Add the coefficients and return Cr per expert, if the round states them."""
    if current.authority is None:
        return None
    panel, single = authority(current.authority, current.basis, current.familiarity)
    state = "可接受" if panel.accepted else "偏低"
    lines.append(
        f"  判断依据 Ca {panel.Ca:.4f}（表 {current.basis}）  "
        f"熟悉程度 Cs {panel.Cs:.4f}（表 {current.familiarity}）  "
        f"权威系数 Cr {panel.Cr:.4f}（{state}）"
    )
    return [expert.Cr for expert in single]


def _item_lines(stats: ItemStats, data: Mapping[str, object]) -> list[str]:
    verdicts: dict[str, str] = {}
    lines = []
    if len(stats.items) > 1:
        delete_at = data.get("delete_at", 3)
        rule = ScreenRule(delete_at=delete_at if isinstance(delete_at, int) else 3)
        screen = threshold_screen(stats, rule)
        full = "—" if screen.full_limit is None else f"{screen.full_limit:.3f}"
        lines.append(
            f"  界值：均数 ≥ {screen.mean_limit:.3f}，满分频率 ≥ {full}，"
            f"变异系数 ≤ {screen.cv_limit:.3f}"
        )
        verdicts = {
            item.item: _VERDICTS[item.verdict]
            + (f"（{'、'.join(item.failed)}未达界值）" if item.failed else "")
            for item in screen.items
        }
    for j, name in enumerate(stats.items):
        lines.append(
            f"  {name}  n={stats.n[j]}  Mj {stats.mean[j]:.3f}  SD {stats.sd[j]:.3f}  "
            f"CV {stats.cv[j]:.3f}  Kj {stats.full_share[j]:.3f}  中位数 {stats.median[j]:g}  "
            f"IQR {stats.iqr[j]:g}  {verdicts.get(name, '')}".rstrip()
        )
    return lines


def _concordance(current: _Round, lines: list[str]) -> float:
    if min(current.ratings.shape) < 2:
        lines.append("  协调系数 W：至少需要 2 位专家、2 个条目")
        return 0.0
    try:
        if bool(np.isnan(current.ratings).any()):
            w, _, pairs = mean_spearman(current.ratings)
            lines.append(
                f"  协调系数 W {w:.4f}（有缺评，由 {pairs} 对专家的秩相关推算，不给 p 值）"
            )
            return w
        result = kendall_w(current.ratings)
    except UndefinedResult as error:
        lines.append(f"  协调系数 W：{error.message}")
        return 0.0
    kind = {"F": "F 检验", "chi2": "χ²"}.get(
        result.p_method, "置换检验（穷举）" if result.exact else f"置换检验 {result.draws} 次"
    )
    lines.append(
        f"  协调系数 W {result.W:.4f}（{result.word}）  χ² {result.chi2:.3f}，df {result.df}，"
        f"p {show_p(result.p_chi2)}  F {result.F:.3f}，p {show_p(result.p_f)}  "
        f"采用 {kind}：p {show_p(result.p)}"
    )
    return result.W


def _stop_lines(
    rounds: Sequence[_Round],
    stats: ItemStats,
    responses: Sequence[float],
    concordances: Sequence[float],
    rule: StopRule,
) -> list[str]:
    stability = None
    if len(rounds) > 1:
        first, second = rounds[-2], rounds[-1]
        paired = _paired(first, second)
        if paired is None:
            return ["两轮的专家或条目无法对应，不判断是否停止"]
        stability = round_stability(*paired)
    decision = stop_decision(stats, responses, concordances, stability, rule)
    head = (
        "可以停止" if decision.reached else ("停止（轮次上限）" if decision.stop else "继续下一轮")
    )
    return [f"停止规则：{head}", *(f"  {reason}" for reason in decision.reasons)]


def _paired(first: _Round, second: _Round) -> tuple[FloatArray, FloatArray] | None:
    """Keep the experts and items that took part in both rounds, in one order."""
    rows = _common(first.experts, second.experts, first.ratings.shape[0], second.ratings.shape[0])
    columns = _common(first.items, second.items, first.ratings.shape[1], second.ratings.shape[1])
    if rows is None or columns is None:
        return None
    a = first.ratings[np.ix_([r for r, _ in rows], [c for c, _ in columns])]
    b = second.ratings[np.ix_([r for _, r in rows], [c for _, c in columns])]
    return a, b


def _common(
    first: tuple[str, ...] | None, second: tuple[str, ...] | None, n: int, m: int
) -> list[tuple[int, int]] | None:
    if first is None or second is None:
        return [(k, k) for k in range(n)] if n == m else None
    both = [(first.index(name), second.index(name)) for name in first if name in second]
    return both or None
