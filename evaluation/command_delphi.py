"""What ``hepabridge delphi`` says about the rounds of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.command_files import csv_ratings, labels, rating_rows
from evaluation.delphi import ItemStats, ScreenRule, delphi_weights, item_stats, threshold_screen
from evaluation.delphi_authority import active_coefficient, authority
from evaluation.delphi_rounds import round_stability, stop_decision
from evaluation.dossier import show_p
from evaluation.errors import InvalidInput, UndefinedResult
from evaluation.kendall import kendall_w, mean_spearman
from evaluation.provenance import FloatArray
from evaluation.tables import rating_table

Lines = tuple[int, list[str]]
_VERDICTS = {"keep": "保留", "discuss": "讨论", "delete": "建议删除"}


@dataclass(frozen=True)
class _Round:
    ratings: FloatArray
    experts: tuple[str, ...] | None
    items: tuple[str, ...] | None
    sent: int | None
    authority: Sequence[Mapping[str, str]] | None
    familiarity: str


def delphi_lines(data: Mapping[str, object], scale_max: float | None = None) -> Lines:
    """Evaluate a document; see `evaluation.commands.delphi_command` for the forms.

    Returns
    -------
    tuple
        Exit code 0 and the lines.
    """
    top = _scale(data.get("scale_max", scale_max), "scale_max", None)
    bottom = _scale(data.get("scale_min"), "scale_min", 1.0)
    rounds = _rounds(data)
    lines: list[str] = []
    responses: list[float] = []
    concordances: list[float] = []
    described: list[ItemStats] = []
    for number, current in enumerate(rounds, start=1):
        lines.append(
            f"第 {number} 轮：{current.ratings.shape[0]} 位专家，{current.ratings.shape[1]} 个条目"
        )
        responses.append(_response(current, lines))
        _authority(current, lines)
        stats = item_stats(
            current.ratings, top, scale_min=bottom, items=current.items, experts=current.experts
        )
        described.append(stats)
        lines += _item_lines(stats, data)
        concordances.append(_concordance(current, lines))
    latest = described[-1]
    weights = delphi_weights(rounds[-1].ratings)
    pairs = zip(latest.items, weights.tolist(), strict=True)
    lines.append("权重（均数占比）：" + "，".join(f"{name} {w:.4f}" for name, w in pairs))
    lines += _stop_lines(rounds, latest, responses, concordances)
    return 0, lines


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
        return [_Round(table, experts, items, None, None, "cs-a")]
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
    sent = body.get("sent")
    if sent is not None and (isinstance(sent, bool) or not isinstance(sent, int)):
        raise InvalidInput(f"“{sent}”不是整数", where=f"{where}/sent", cure="请更正")
    statements = body.get("authority")
    if statements is not None and (
        not isinstance(statements, list) or not all(isinstance(s, Mapping) for s in statements)
    ):
        raise InvalidInput("应为每位专家一个对象", where=f"{where}/authority", cure="请更正")
    familiarity = str(body.get("familiarity_table", data.get("familiarity_table", "cs-a")))
    return _Round(table, experts, items, sent, statements, familiarity)


def _response(current: _Round, lines: list[str]) -> float:
    returned = current.ratings.shape[0]
    if current.sent is None:
        return 1.0
    result = active_coefficient(current.sent, returned)
    lines.append(f"  专家积极系数 {result.value:.1%}（{returned}/{current.sent}，{result.word}）")
    return result.value


def _authority(current: _Round, lines: list[str]) -> None:
    if current.authority is None:
        return
    panel, _ = authority(current.authority, familiarity=current.familiarity)
    state = "可接受" if panel.accepted else "偏低"
    lines.append(
        f"  判断依据 Ca {panel.Ca:.4f}  熟悉程度 Cs {panel.Cs:.4f}（表 {current.familiarity}）  "
        f"权威系数 Cr {panel.Cr:.4f}（{state}）"
    )


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
) -> list[str]:
    stability = None
    if len(rounds) > 1:
        first, second = rounds[-2], rounds[-1]
        paired = _paired(first, second)
        if paired is None:
            return ["两轮的专家或条目无法对应，不判断是否停止"]
        stability = round_stability(*paired)
    decision = stop_decision(stats, responses, concordances, stability)
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
