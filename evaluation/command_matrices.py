"""Comparison matrices of a document of the command line, and what is said about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.ahp import MatrixAnalysis, analyse
from evaluation.bootstrap import Bootstrap
from evaluation.command_files import csv_matrix, labels
from evaluation.consistency_indices import CR_LIMIT
from evaluation.dossier import largest_remainder, show_cr
from evaluation.errors import InvalidInput, InvalidMatrix
from evaluation.matrices import (
    Judgement,
    build_matrix,
    parse_judgement,
    read_matrix,
    validate_matrix,
)
from evaluation.panel_intervals import PanelIntervals
from evaluation.priority_methods import METHOD_NAMES
from evaluation.provenance import FloatArray
from evaluation.random_index import DEFAULT_TABLE, random_index_table
from evaluation.repair_words import worst_in_words

_TOL = 0.01


@dataclass(frozen=True)
class Options:
    method: str
    ri_table: str
    limit: float
    scale: str


def options_of(data: Mapping[str, object]) -> Options:
    limit = data.get("limit", CR_LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit <= 0:
        raise InvalidInput(f"“{limit}”不是正数", where="/limit", cure="一般为 0.1")
    return Options(
        method=str(data.get("method", "eigenvector")),
        ri_table=str(data.get("ri_table", DEFAULT_TABLE)),
        limit=float(limit),
        scale=str(data.get("scale", "range")),
    )


def head_line(options: Options) -> str:
    method = METHOD_NAMES.get(options.method, options.method)
    table = random_index_table(options.ri_table).label
    return f"方法：{method}；随机一致性指标：{table}；CR 上限 {options.limit:g}"


def read_document_matrix(
    data: Mapping[str, object], options: Options
) -> tuple[tuple[str, ...] | None, FloatArray]:
    if "cells" in data:
        items, cells = csv_matrix(data)
        return items, full_matrix_of(cells, items, options)
    names = labels(data, "items")
    if data.get("matrix") is not None:
        return names, full_matrix_of(rows_of(data["matrix"]), names, options)
    if data.get("upper") is not None:
        size = len(names) if names is not None else None
        upper = build_matrix(
            answers_of(data["upper"], "/upper"), size, scale=options.scale, items=names
        )
        return names, upper
    if isinstance(data.get("known"), Mapping) and names is not None:
        return names, known_pairs(data["known"], names, options)
    raise InvalidInput("没有判断矩阵", where="/", cure="请给出 upper、matrix 或 items 加 known")


def full_matrix_of(
    rows: Sequence[Sequence[Judgement | None]], items: Sequence[str] | None, options: Options
) -> FloatArray:
    return validate_matrix(read_matrix(rows), scale=options.scale, items=items, allow_missing=True)


def known_pairs(known: object, items: Sequence[str], options: Options) -> FloatArray:
    n = len(items)
    upper: list[Judgement | None] = []
    given = dict(known) if isinstance(known, Mapping) else {}
    for i in range(n):
        for j in range(i + 1, n):
            forward = given.pop(f"{items[i]}-{items[j]}", None)
            backward = given.pop(f"{items[j]}-{items[i]}", None)
            if backward is not None:
                reverse = float(build_matrix([backward], 2, scale=options.scale)[1, 0])
                if (
                    forward is not None
                    and abs(float(parse_judgement(forward)) / reverse - 1) > _TOL
                ):
                    raise InvalidMatrix(
                        f"正反两个回答 {forward} 与 {backward} 不互反",
                        where=f"/known/{items[i]}-{items[j]}",
                        cure="每一对只答一次",
                    )
                forward = reverse
            upper.append(forward)
    if given:
        raise InvalidInput(
            "认不出这一对要素", where=f"/known/{next(iter(given))}", cure="形如 甲-乙"
        )
    return build_matrix(upper, n, scale=options.scale, items=items)


def rows_of(value: object) -> list[list[Judgement | None]]:
    if not isinstance(value, list):
        raise InvalidInput("应为二维列表", where="/matrix", cure="请更正")
    return [answers_of(row, f"/matrix/{k}") for k, row in enumerate(value)]


def answers_of(value: object, where: str) -> list[Judgement | None]:
    if isinstance(value, Mapping):
        value = value.get("upper")
    if not isinstance(value, list):
        raise InvalidInput("应为判断值列表", where=where, cure="按行列出上三角，未答写 null")
    for k, item in enumerate(value):
        if item is not None and not isinstance(item, int | float | str):
            raise InvalidInput(f"“{item}”不是判断值", where=f"{where}/{k}", cure="如 3 或 1/3")
    return list(value)


def analysed(matrix: FloatArray, items: Sequence[str] | None, options: Options) -> MatrixAnalysis:
    return analyse(
        matrix,
        items,
        method=options.method,
        ri_table=options.ri_table,
        limit=options.limit,
        scale="any",
    )


def matrix_lines(result: MatrixAnalysis) -> list[str]:
    c = result.consistency
    shown = largest_remainder(result.weights.tolist(), 4)
    lines = [f"  {name}  {weight}" for name, weight in zip(result.items, shown, strict=True)]
    if result.completion is not None:
        lines.append(
            f"已答 {result.completion.answered}/{result.completion.total} 对，其余为推算："
        )
        lines += [
            f"  {result.items[i]}–{result.items[j]}  {value:.4f}"
            for i, j, value in result.completion.missing
        ]
        if result.completion.answered < 1.5 * (len(result.items) - 1):
            lines.append("所答不足 1.5(n−1) 对，CR 几乎检验不出矛盾")
        if result.CR_for_gaps is not None:
            lines.append(f"按缺答数修正的 CR {show_cr(result.CR_for_gaps)}")
    lines.append(
        f"λmax {c.lambda_max:.4f}  CI {c.CI:.4f}  RI {c.RI:.4f}（{c.ri_table}）  "
        f"CR {show_cr(c.CR)} {'通过' if c.passed else '超限'}"
    )
    lines.append(
        f"GCI {c.GCI:.4f}（上限 {c.GCI_limit}）  Koczkodaj {c.koczkodaj:.4f}  "
        f"循环三元组 {len(c.triads)}"
    )
    lines += [
        "  循环：" + " ≻ ".join(result.items[k] for k in (*triad, triad[0])) for triad in c.triads
    ]
    if not result.ranks_agree:
        lines.append("注意：特征根法与方根法的次序不同，排序取决于方法")
    if not c.passed:
        lines += [f"最不一致：{line}" for line in worst_in_words(result.repair, result.items)]
        lines += [
            f"由其余判断推算：{result.items[p.pair[0]]}–{result.items[p.pair[1]]} "
            f"由 {p.stated:.4g} 改为 {p.proposed:.4g}，CR {show_cr(p.CR_after)}"
            for p in result.repair.proposals
            if p.kind == "harker"
        ]
        lines += [
            f"最小改动：{result.items[p.pair[0]]}–{result.items[p.pair[1]]} "
            f"由 {p.stated:.4g} 改为 {p.proposed:.4g}，CR {show_cr(p.CR_after)}"
            for p in result.repair.one_step
        ]
        if not result.repair.one_step:
            lines.append("没有一处两级以内的改动能单独使 CR 达标")
    return lines


def spread_lines(
    spread: Bootstrap | PanelIntervals,
    limits: Sequence[tuple[float, float]],
    names: Sequence[str],
) -> list[str]:
    """Say the interval of every weight and how it was found."""
    skipped = spread.skipped if isinstance(spread, Bootstrap) else 0
    left_out = f"，{skipped} 次因未答的对不相连而略去" if skipped else ""
    return [f"权重的 95 % 自助区间（{spread.draws} 次，种子 {spread.seed}{left_out}）："] + [
        f"  {name}  {low:.4f}–{high:.4f}" for name, (low, high) in zip(names, limits, strict=True)
    ]


def shares_of(given: object, experts: Sequence[str]) -> list[float] | None:
    if given is None:
        return None
    if isinstance(given, Mapping):
        for expert in experts:
            if expert not in given:
                raise InvalidInput("没有权重", where=f"/expert_weights/{expert}", cure="请补齐")
        given = [given[expert] for expert in experts]
    if not isinstance(given, list) or not all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in given
    ):
        raise InvalidInput("应为数", where="/expert_weights", cure="请更正")
    return [float(v) for v in given]
