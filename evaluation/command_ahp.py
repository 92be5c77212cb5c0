"""What ``hepabridge ahp`` says about one matrix, a group, a hierarchy or a whole weight study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.ahp import MatrixAnalysis, analyse
from evaluation.bootstrap import Bootstrap, bootstrap_panel, bootstrap_tree
from evaluation.command_files import csv_matrix, labels, unused_lines
from evaluation.consistency_indices import CR_LIMIT
from evaluation.dossier import largest_remainder, show_cr
from evaluation.errors import InvalidInput
from evaluation.group import aggregate_judgements, consensus_s_star
from evaluation.indicators import IndicatorTree
from evaluation.matrices import Judgement, build_matrix, read_matrix, validate_matrix
from evaluation.priority_methods import METHOD_NAMES
from evaluation.provenance import FloatArray
from evaluation.random_index import DEFAULT_TABLE, random_index_table
from evaluation.repair_words import worst_in_words
from evaluation.standard_tree import STANDARD_TREE
from evaluation.synthesis import hierarchy_weights, synthesize
from evaluation.weights import weights_from_panel

_SEED = 20_260_101
_FIELDS = (
    "method ri_table limit scale panel tree aggregation expert_weights nodes root experts items "
    "matrix upper known mode cells rows columns corner"
)
_ROUNDED = 0.02
Lines = tuple[int, list[str]]


@dataclass(frozen=True)
class _Options:
    method: str
    ri_table: str
    limit: float
    scale: str


def ahp_lines(data: Mapping[str, object]) -> Lines:
    """Analyse a document; see `evaluation.commands.ahp_command` for the forms.

    Returns
    -------
    tuple
        Exit code 0, or 1 if any CR is above the limit, and the lines.
    """
    options = _options(data)
    code, lines = _answer(data, options)
    return code, unused_lines(data, _FIELDS) + lines


def _answer(data: Mapping[str, object], options: _Options) -> Lines:
    if "panel" in data:
        return _study(data, options)
    if "nodes" in data:
        return _hierarchy(data, options)
    if "experts" in data:
        return _group(data, options)
    items, matrix = _matrix(data, options)
    result = _analyse(matrix, items, options)
    return int(not result.passed), [_head(options), *_matrix_lines(result)]


def _options(data: Mapping[str, object]) -> _Options:
    limit = data.get("limit", CR_LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit <= 0:
        raise InvalidInput(f"“{limit}”不是正数", where="/limit", cure="一般为 0.1")
    return _Options(
        method=str(data.get("method", "eigenvector")),
        ri_table=str(data.get("ri_table", DEFAULT_TABLE)),
        limit=float(limit),
        scale=str(data.get("scale", "range")),
    )


def _head(options: _Options) -> str:
    method = METHOD_NAMES.get(options.method, options.method)
    table = random_index_table(options.ri_table).label
    return f"方法：{method}；随机一致性指标：{table}；CR 上限 {options.limit:g}"


def _matrix(
    data: Mapping[str, object], options: _Options
) -> tuple[tuple[str, ...] | None, FloatArray]:
    if "cells" in data:
        items, cells = csv_matrix(data)
        return items, _full(cells, items, options)
    names = labels(data, "items")
    if data.get("matrix") is not None:
        return names, _full(_rows(data["matrix"]), names, options)
    if data.get("upper") is not None:
        size = len(names) if names is not None else None
        upper = build_matrix(
            _answers(data["upper"], "/upper"), size, scale=options.scale, items=names
        )
        return names, upper
    if isinstance(data.get("known"), Mapping) and names is not None:
        return names, _from_known(data["known"], names, options)
    raise InvalidInput("没有判断矩阵", where="/", cure="请给出 upper、matrix 或 items 加 known")


def _full(
    rows: Sequence[Sequence[Judgement | None]], items: Sequence[str] | None, options: _Options
) -> FloatArray:
    return validate_matrix(read_matrix(rows), scale=options.scale, items=items, allow_missing=True)


def _from_known(known: object, items: Sequence[str], options: _Options) -> FloatArray:
    n = len(items)
    upper: list[Judgement | None] = []
    given = dict(known) if isinstance(known, Mapping) else {}
    for i in range(n):
        for j in range(i + 1, n):
            forward = given.pop(f"{items[i]}-{items[j]}", None)
            backward = given.pop(f"{items[j]}-{items[i]}", None)
            if backward is not None:
                reverse = build_matrix([backward], 2, scale=options.scale)
                forward = float(reverse[1, 0])
            upper.append(forward)
    if given:
        raise InvalidInput(
            "认不出这一对要素", where=f"/known/{next(iter(given))}", cure="形如 甲-乙"
        )
    return build_matrix(upper, n, scale=options.scale, items=items)


def _rows(value: object) -> list[list[Judgement | None]]:
    if not isinstance(value, list):
        raise InvalidInput("应为二维列表", where="/matrix", cure="请更正")
    return [_answers(row, f"/matrix/{k}") for k, row in enumerate(value)]


def _answers(value: object, where: str) -> list[Judgement | None]:
    if isinstance(value, Mapping):
        value = value.get("upper")
    if not isinstance(value, list):
        raise InvalidInput("应为判断值列表", where=where, cure="按行列出上三角，未答写 null")
    for k, item in enumerate(value):
        if item is not None and not isinstance(item, int | float | str):
            raise InvalidInput(f"“{item}”不是判断值", where=f"{where}/{k}", cure="如 3 或 1/3")
    return list(value)


def _analyse(matrix: FloatArray, items: Sequence[str] | None, options: _Options) -> MatrixAnalysis:
    return analyse(
        matrix,
        items,
        method=options.method,
        ri_table=options.ri_table,
        limit=options.limit,
        scale="any",
    )


def _matrix_lines(result: MatrixAnalysis) -> list[str]:
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
            f"最小改动：{result.items[p.pair[0]]}–{result.items[p.pair[1]]} "
            f"由 {p.stated:.4g} 改为 {p.proposed:.4g}，CR {show_cr(p.CR_after)}"
            for p in result.repair.one_step
        ]
    return lines


def _group(data: Mapping[str, object], options: _Options) -> Lines:
    given = data["experts"]
    if not isinstance(given, Mapping) or not given:
        raise InvalidInput("应为 专家→判断 的对象", where="/experts", cure="请更正")
    items = labels(data, "items")
    size = len(items) if items is not None else None
    stack = []
    for expert, body in given.items():
        try:
            if isinstance(body, Mapping) and body.get("matrix") is not None:
                stack.append(_full(_rows(body["matrix"]), items, options))
            else:
                upper = _answers(body, f"/experts/{expert}")
                stack.append(build_matrix(upper, size, scale=options.scale, items=items))
        except InvalidInput as error:
            raise type(error)(
                error.message, where=f"{expert} {error.where}", cure=error.cure, **error.details
            ) from None
        if stack[-1].shape != stack[0].shape:
            raise InvalidInput("矩阵大小与第一位专家不同", where=str(expert), cure="请更正")
    shares = _shares(data.get("expert_weights"), [str(e) for e in given])
    lines = [_head(options), "各专家："]
    vectors, over = [], False
    for expert, matrix in zip(given, stack, strict=True):
        try:
            own = _analyse(matrix, items, options)
        except InvalidInput as error:
            raise type(error)(
                error.message, where=f"{expert} {error.where}", cure=error.cure, **error.details
            ) from None
        vectors.append(own.weights)
        over |= not own.passed
        state = "通过" if own.passed else "超限"
        lines.append(f"  {expert}  CR {show_cr(own.consistency.CR)} {state}")
        lines += [f"    {words}" for words in own.words[:1]]
    joined = aggregate_judgements(np.array(stack), shares)
    lines.append("群体（判断的加权几何平均）：")
    result = _analyse(joined.matrix, items, options)
    lines += _matrix_lines(result)
    if len(stack) > 1 and result.weights.size > 1:
        agreement = consensus_s_star(np.array(vectors))
        lines.append(f"共识度 S* {agreement.S_star:.3f}（{agreement.word}）")
        lines += _spread_lines(
            bootstrap_panel(np.array(stack), seed=_SEED, method=options.method, weights=shares),
            result.items,
        )
    return int(over), lines


def _spread_lines(spread: Bootstrap, names: Sequence[str]) -> list[str]:
    left_out = f"，{spread.skipped} 次因未答的对不相连而略去" if spread.skipped else ""
    return [f"权重的 95 % 自助区间（{spread.draws} 次，种子 {spread.seed}{left_out}）："] + [
        f"  {name}  {low:.4f}–{high:.4f}"
        for name, low, high in zip(names, spread.low, spread.high, strict=True)
    ]


def _shares(given: object, experts: Sequence[str]) -> list[float] | None:
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


def _hierarchy(data: Mapping[str, object], options: _Options) -> Lines:
    nodes = data["nodes"]
    if not isinstance(nodes, Mapping) or not nodes:
        raise InvalidInput("应为非空对象", where="/nodes", cure="每个节点一项，含 children")
    children: dict[str, Sequence[str]] = {}
    local: dict[str, Sequence[float]] = {}
    lines, over = [_head(options)], False
    for name, body in nodes.items():
        if not isinstance(body, Mapping):
            raise InvalidInput("应为对象", where=f"/nodes/{name}", cure="请更正")
        below = labels(body, "children")
        if not below:
            raise InvalidInput("没有下级", where=f"/nodes/{name}", cure="请给出 children")
        children[name] = below
        if body.get("weights") is not None:
            local[name] = _local_weights(body["weights"], f"/nodes/{name}/weights")
            continue
        try:
            _, matrix = _matrix({**body, "items": list(below)}, options)
            result = _analyse(matrix, below, options)
        except InvalidInput as error:
            raise type(error)(
                error.message, where=f"{name} {error.where}", cure=error.cure, **error.details
            ) from None
        local[name] = result.weights.tolist()
        over |= not result.passed
        state = "通过" if result.passed else "超限"
        lines.append(f"  {name}  CR {show_cr(result.consistency.CR)} {state}")
        lines += [f"    {words}" for words in result.words[:1]]
    below_any = {child for kids in children.values() for child in kids}
    top = next((name for name in children if name not in below_any), next(iter(children)))
    total = hierarchy_weights(str(data.get("root", top)), children, local)
    lines.append("全局权重：")
    lines += [f"  {name}  {weight:.4f}" for name, weight in total.leaves.items()]
    if data.get("mode") is not None:
        scored = synthesize(children, local, str(data["mode"]))
        lines.append(f"备选方案（{scored.method}）：")
        lines += [f"  {scored.alternatives[k]}  {scored.totals[k]:.4f}" for k in scored.order]
    return int(over), lines


def _local_weights(given: object, where: str) -> list[float]:
    """Read local weights; rounded ones may miss the sum of 1 by two hundredths."""
    if not isinstance(given, list) or not all(
        isinstance(w, int | float) and not isinstance(w, bool) and 0 <= w <= 1 for w in given
    ):
        raise InvalidInput("须为 0–1 的数", where=where, cure="每个下级一个权重")
    if abs(sum(given) - 1) > _ROUNDED:
        raise InvalidInput(f"权重之和为 {sum(given):.4g}", where=where, cure="各下级权重之和应为 1")
    return [float(w) for w in given]


def _study(data: Mapping[str, object], options: _Options) -> Lines:
    given = data.get("tree", "standard")
    tree = STANDARD_TREE if given == "standard" else _tree(given)
    panel: dict[str, dict[str, list[Judgement | None]]] = {}
    experts = data["panel"]
    if not isinstance(experts, Mapping):
        raise InvalidInput("应为 专家→指标→判断 的对象", where="/panel", cure="请更正")
    for expert, nodes in experts.items():
        if not isinstance(nodes, Mapping):
            raise InvalidInput("应为对象", where=f"/panel/{expert}", cure="请更正")
        panel[expert] = {
            code: _answers(body, f"/panel/{expert}/{code}") for code, body in nodes.items()
        }
    shares = _shares(data.get("expert_weights"), list(panel))
    study = weights_from_panel(
        tree,
        panel,
        method=options.method,
        aggregation=str(data.get("aggregation", "aij")),
        ri_table=options.ri_table,
        limit=options.limit,
        scale=options.scale,
        expert_weights=None if shares is None else dict(zip(panel, shares, strict=True)),
    )
    lines = [f"{tree.name}（{tree.version}），{len(panel)} 位专家", _head(options)]
    for code, node in study.nodes.items():
        agreement = f"  S* {node.consensus.S_star:.3f}" if node.consensus else ""
        lines.append(
            f"  {tree.nodes[code].name}  CR {show_cr(node.group.consistency.CR)}{agreement}"
        )
        for expert in node.over_limit:
            own = node.experts[expert]
            lines.append(f"    {expert} CR {show_cr(own.consistency.CR)} 超限：{own.words[0]}")
    codes = tree.leaf_codes
    shown = largest_remainder([study.vector.leaves[code] for code in codes], 4)
    lines.append("叶指标权重：")
    lines += [
        f"  {code} {tree.nodes[code].name}  {w}" for code, w in zip(codes, shown, strict=True)
    ]
    if len(panel) > 1:
        spread = bootstrap_tree(
            tree,
            {
                expert: {
                    node.code: build_matrix(
                        panel[expert][node.code], len(node.children), scale="any"
                    )
                    for node in tree.inner
                    if node.code in study.nodes
                }
                for expert in panel
            },
            seed=_SEED,
            method=options.method,
            expert_weights=None if shares is None else dict(zip(panel, shares, strict=True)),
        )
        lines += _spread_lines(spread, codes)
    lines.append(
        f"最大 CR {show_cr(study.cr_max)}  层次总排序 CR {show_cr(study.cr_overall)}  "
        f"{'全部通过' if study.passed else '有判断须复核'}"
    )
    return int(not study.passed), lines


def _tree(given: object) -> IndicatorTree:
    if not isinstance(given, Mapping):
        raise InvalidInput("应为 standard 或指标体系对象", where="/tree", cure="请更正")
    return IndicatorTree.from_dict(given)
