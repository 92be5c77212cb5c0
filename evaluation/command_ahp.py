"""What ``hepabridge ahp`` says about one matrix, a group, a hierarchy or a whole weight study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evaluation.bootstrap import bootstrap_panel
from evaluation.command_files import labels, unused_lines
from evaluation.command_matrices import (
    Options,
    analysed,
    answers_of,
    full_matrix_of,
    head_line,
    matrix_lines,
    options_of,
    read_document_matrix,
    rows_of,
    shares_of,
    spread_lines,
)
from evaluation.dossier import largest_remainder, show_cr
from evaluation.errors import InvalidInput
from evaluation.group import aggregate_judgements, consensus_s_star
from evaluation.indicators import IndicatorTree
from evaluation.matrices import Judgement, build_matrix
from evaluation.panel_intervals import panel_intervals
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


def ahp_lines(data: Mapping[str, object]) -> Lines:
    """Analyse a document; see `evaluation.commands.ahp_command` for the forms.

    Returns
    -------
    tuple
        Exit code 0, or 1 if any CR is above the limit, and the lines.
    """
    options = options_of(data)
    code, lines = _answer(data, options)
    return code, unused_lines(data, _FIELDS) + lines


def _answer(data: Mapping[str, object], options: Options) -> Lines:
    if "panel" in data:
        return _study(data, options)
    if "nodes" in data:
        return _hierarchy(data, options)
    if "experts" in data:
        return _group(data, options)
    items, matrix = read_document_matrix(data, options)
    result = analysed(matrix, items, options)
    return int(not result.passed), [head_line(options), *matrix_lines(result)]


def _group(data: Mapping[str, object], options: Options) -> Lines:
    given = data["experts"]
    if not isinstance(given, Mapping) or not given:
        raise InvalidInput("应为 专家→判断 的对象", where="/experts", cure="请更正")
    items = labels(data, "items")
    size = len(items) if items is not None else None
    stack = []
    for expert, body in given.items():
        try:
            if isinstance(body, Mapping) and body.get("matrix") is not None:
                stack.append(full_matrix_of(rows_of(body["matrix"]), items, options))
            else:
                upper = answers_of(body, f"/experts/{expert}")
                stack.append(build_matrix(upper, size, scale=options.scale, items=items))
        except InvalidInput as error:
            raise type(error)(
                error.message, where=f"{expert} {error.where}", cure=error.cure, **error.details
            ) from None
        if stack[-1].shape != stack[0].shape:
            raise InvalidInput("矩阵大小与第一位专家不同", where=str(expert), cure="请更正")
    shares = shares_of(data.get("expert_weights"), [str(e) for e in given])
    lines = [head_line(options), "各专家："]
    vectors, over = [], False
    for expert, matrix in zip(given, stack, strict=True):
        try:
            own = analysed(matrix, items, options)
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
    result = analysed(joined.matrix, items, options)
    lines += matrix_lines(result)
    if len(stack) > 1 and result.weights.size > 1:
        agreement = consensus_s_star(np.array(vectors))
        lines.append(f"共识度 S* {agreement.S_star:.3f}（{agreement.word}）")
        spread = bootstrap_panel(np.array(stack), seed=_SEED, method=options.method, weights=shares)
        limits = list(zip(spread.low.tolist(), spread.high.tolist(), strict=True))
        lines += spread_lines(spread, limits, result.items)
    return int(over), lines


def _hierarchy(data: Mapping[str, object], options: Options) -> Lines:
    nodes = data["nodes"]
    if not isinstance(nodes, Mapping) or not nodes:
        raise InvalidInput("应为非空对象", where="/nodes", cure="每个节点一项，含 children")
    children: dict[str, Sequence[str]] = {}
    local: dict[str, Sequence[float]] = {}
    lines, over = [head_line(options)], False
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
            _, matrix = read_document_matrix({**body, "items": list(below)}, options)
            result = analysed(matrix, below, options)
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


def _study(data: Mapping[str, object], options: Options) -> Lines:
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
            code: answers_of(body, f"/panel/{expert}/{code}") for code, body in nodes.items()
        }
    shares = shares_of(data.get("expert_weights"), list(panel))
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
    lines = [f"{tree.name}（{tree.version}），{len(panel)} 位专家", head_line(options)]
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
        spread = panel_intervals(tree, study, seed=_SEED)
        lines += spread_lines(spread, [spread.leaves[code] for code in codes], codes)
    lines.append(
        f"最大 CR {show_cr(study.cr_max)}  层次总排序 CR {show_cr(study.cr_overall)}  "
        f"{'全部通过' if study.passed else '有判断须复核'}"
    )
    return int(not study.passed), lines


def _tree(given: object) -> IndicatorTree:
    if not isinstance(given, Mapping):
        raise InvalidInput("应为 standard 或指标体系对象", where="/tree", cure="请更正")
    return IndicatorTree.from_dict(given)
