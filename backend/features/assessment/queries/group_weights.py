"""What a panel's judgements give together: agreement, spread, and every expert's own consistency.

Experts are screened one by one: the joined matrix is nearly always more consistent than theirs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from backend.features.assessment.models import AhpSheet, WeightSet
from backend.features.assessment.queries.judging import (
    answered,
    compared,
    is_consistent,
    matrix_view,
    pairs_of,
)
from backend.features.assessment.schemas.weights import (
    ExpertRatio,
    GroupNodeView,
    IntervalView,
    LeafSource,
    WeightView,
)
from backend.features.assessment.states import AhpSheetStatus
from evaluation import (
    Bootstrap,
    IndicatorTree,
    bootstrap_panel,
    bootstrap_tree,
    build_matrix,
    weights_from_panel,
)
from evaluation.weights import NodeWeights
from evaluation.weights import WeightSet as Weighed

SEED = 20_260_101
MAX_RETURNS = 2
Interval = tuple[float, float]


@dataclass(frozen=True)
class Spread:
    """Intervals of local weights and of leaf weights, and how they were drawn."""

    local: dict[str, Interval]
    leaves: dict[str, Interval]
    whole: Bootstrap


def weigh(tree: IndicatorTree, weight_set: WeightSet, sheets: Sequence[AhpSheet]) -> Weighed | None:
    """Return the weights of the submitted sheets together; None without any."""
    panel = {
        sheet.pseudonym: sheet.answers
        for sheet in sheets
        if sheet.status is AhpSheetStatus.SUBMITTED
    }
    if not panel:
        return None
    return weights_from_panel(
        tree,
        panel,
        method=weight_set.method,
        aggregation=weight_set.aggregation,
        ri_table=weight_set.ri_table,
        limit=weight_set.cr_limit,
    )


def settled(sheets: Sequence[AhpSheet]) -> frozenset[str]:
    """Return the experts who looked again as often as one may ask: their opinion stands."""
    return frozenset(sheet.pseudonym for sheet in sheets if sheet.returned >= MAX_RETURNS)


def problems_of(
    tree: IndicatorTree, weighed: Weighed | None, stands: Collection[str] = ()
) -> list[str]:
    """Return why the set cannot be approved: each matrix over the limit, in words."""
    if weighed is None:
        return ["还没有专家提交判断矩阵。"]
    problems = [text for expert, text in _over_limit(tree, weighed) if expert not in stands]
    problems += [
        f"群体“{tree.node(code).name}”矩阵 CR={node.group.consistency.CR:.3f} 超过限值"
        for code, node in weighed.nodes.items()
        if not node.group.passed
    ]
    return problems


def flags_of(tree: IndicatorTree, weighed: Weighed | None, stands: Collection[str]) -> list[str]:
    """Return what was accepted over the limit because the expert had looked twice."""
    if weighed is None:
        return []
    return [
        f"{text}（已请复核 {MAX_RETURNS} 次，按其意见计入）"
        for expert, text in _over_limit(tree, weighed)
        if expert in stands
    ]


def _over_limit(tree: IndicatorTree, weighed: Weighed) -> list[tuple[str, str]]:
    found = []
    for code, node in weighed.nodes.items():
        for expert, analysis in node.experts.items():
            if is_consistent(analysis):
                continue
            limit, ratio = analysis.consistency.limit, analysis.consistency.CR
            said = f"CR={ratio:.3f}"
            if ratio <= limit:
                said = f"按缺项修正的 CR={analysis.CR_for_gaps:.3f}"
            hint = f"：{analysis.words[0]}" if analysis.words else ""
            found.append(
                (expert, f"{expert}“{tree.node(code).name}”矩阵 {said} 超过 {limit:g}{hint}")
            )
    return found


def spread_of(
    tree: IndicatorTree, weight_set: WeightSet, sheets: Sequence[AhpSheet]
) -> Spread | None:
    """Return intervals from resampled experts; None for fewer than two.

    Every resample holds the same experts at every node, so that leaves keep together what one
    expert said.
    """
    nodes = compared(tree)
    panel = {
        sheet.pseudonym: {
            node.code: build_matrix(sheet.answers[node.code], len(node.children)) for node in nodes
        }
        for sheet in sheets
        if sheet.status is AhpSheetStatus.SUBMITTED
    }
    if len(panel) < 2 or weight_set.aggregation != "aij":
        return None
    whole = bootstrap_tree(tree, panel, seed=SEED, method=weight_set.method)
    local: dict[str, Interval] = {}
    for node in nodes:
        found = bootstrap_panel(
            [expert[node.code] for expert in panel.values()], seed=SEED, method=weight_set.method
        )
        codes = [child.code for child in node.children]
        local |= _intervals(codes, found)
    return Spread(local, _intervals(whole.names, whole), whole)


def _intervals(codes: Sequence[str], found: Bootstrap) -> dict[str, Interval]:
    limits = zip(found.low.tolist(), found.high.tolist(), strict=True)
    return dict(zip(codes, limits, strict=True))


def spread_note(found: Spread | None) -> str:
    """Say how the intervals were made."""
    if found is None:
        return "少于两位专家，没有抽样区间。"
    how = found.whole
    return (
        f"{how.level:.0%} 区间：专家有放回重抽样 {how.draws} 次（种子 {how.seed}），"
        "表示换一批同类专家时权重可能的变动。"
    )


def group_nodes(
    tree: IndicatorTree,
    weighed: Weighed | None,
    spread: Spread | None,
    sheets: Sequence[AhpSheet],
) -> list[GroupNodeView]:
    """Return every compared node with agreement, spread and the experts' own CR."""
    if weighed is None:
        return []
    answers = {sheet.pseudonym: sheet.answers for sheet in sheets}
    return [_node(tree, node, spread, answers) for node in weighed.nodes.values()]


def _node(
    tree: IndicatorTree,
    node: NodeWeights,
    spread: Spread | None,
    answers: dict[str, dict[str, list[str | None]]],
) -> GroupNodeView:
    indicator = tree.node(node.node)
    total = pairs_of(indicator)
    shown = matrix_view(indicator, node.group, total)
    shown.items = [
        WeightView(code=item.code, name=item.name, weight=float(weight))
        for item, weight in zip(shown.items, node.weights, strict=True)
    ]
    agreement = node.consensus
    return GroupNodeView(
        **shown.model_dump(),
        consensus=agreement.S_star if agreement else None,
        consensus_word=agreement.word if agreement else "",
        clusters=_clusters(list(node.experts), agreement.clusters if agreement else ()),
        experts=[
            ExpertRatio(
                pseudonym=expert,
                answered=answered({"": answers[expert].get(node.node, [None] * total)}),
                cr=analysis.consistency.CR,
                passed=is_consistent(analysis),
            )
            for expert, analysis in node.experts.items()
        ],
        intervals=[
            IntervalView(code=code, low=spread.local[code][0], high=spread.local[code][1])
            for code in (node.items if spread else ())
            if spread
        ],
    )


def _clusters(experts: Sequence[str], labels: Sequence[int]) -> list[list[str]]:
    """Return who thinks alike when the panel does not agree; nothing if it does."""
    return [
        [expert for expert, label in zip(experts, labels, strict=True) if label == group]
        for group in sorted(set(labels))
    ]


def leaf_sources(
    tree: IndicatorTree,
    weighed: Weighed | None,
    spread: Spread | None,
    rated: dict[str, float],
    joined: dict[str, float],
) -> list[LeafSource]:
    """Return for every leaf what judgements, ratings and their combination give."""
    if weighed is None:
        return []
    rows = []
    for leaf in tree.leaves:
        low, high = spread.leaves[leaf.code] if spread else (None, None)
        rows.append(
            LeafSource(
                code=leaf.code,
                name=leaf.name,
                dimension=tree.dimension_of(leaf.code).name,
                ahp=weighed.vector.leaves[leaf.code],
                low=low,
                high=high,
                delphi=rated.get(leaf.code),
                weight=joined[leaf.code],
            )
        )
    return rows
