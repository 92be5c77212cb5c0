"""Judgement matrices as they stand: weights, consistency and the worst judgement in words."""

from collections.abc import Mapping, Sequence

from backend.features.assessment.refusals import refusing
from backend.features.assessment.schemas.weights import (
    ChangeView,
    ComputeView,
    JudgementView,
    MatrixView,
    WeightView,
)
from backend.kernel.errors import Invalid
from evaluation import (
    DisconnectedComparisons,
    Indicator,
    IndicatorTree,
    MatrixAnalysis,
    analyse,
    build_matrix,
    judgement_in_words,
    leaf_weights,
)
from evaluation.repair_words import show_judgement

METHOD = "eigenvector"
RI_TABLE = "alonso_lamata"
CR_LIMIT = 0.10
Answers = Mapping[str, Sequence[str | None]]


def compared(tree: IndicatorTree) -> list[Indicator]:
    """Return the nodes whose children are compared, the root first."""
    return [node for node in tree.inner if len(node.children) > 1]


def pairs_of(node: Indicator) -> int:
    """Return how many judgements a node asks for."""
    n = len(node.children)
    return n * (n - 1) // 2


def check_answers(tree: IndicatorTree, answers: Answers) -> dict[str, list[str | None]]:
    """Return the answers in the tree's order; every one on the 1-9 scale.

    Raises
    ------
    Invalid
        An unknown node, a wrong count or a value off the scale; the pointer names the node.
    """
    nodes = {node.code: node for node in compared(tree)}
    for code in answers:
        if code not in nodes:
            raise Invalid.field(f"/answers/{code}", "指标体系中没有这一层的两两比较。")
    result: dict[str, list[str | None]] = {}
    for code, node in nodes.items():
        upper = list(answers.get(code, [None] * pairs_of(node)))
        if len(upper) != pairs_of(node):
            raise Invalid.field(f"/answers/{code}", f"应有 {pairs_of(node)} 个判断。")
        if any(value is not None for value in upper):
            items = [child.name for child in node.children]
            with refusing(f"/answers/{code}"):
                build_matrix(upper, len(items), scale="saaty", items=items)
        result[code] = upper
    return result


def answered(answers: Answers) -> int:
    """Return how many judgements are given."""
    return sum(1 for upper in answers.values() for value in upper if value is not None)


def unconnected(tree: IndicatorTree, answers: Answers) -> list[str]:
    """Say for each level whose comparisons do not hang together what is separate."""
    return [
        f"“{node.name}”：{node.note}" for node in compute(tree, answers).nodes if not node.items
    ]


def judge_node(node: Indicator, upper: Sequence[str | None], limit: float) -> MatrixView:
    """Judge one matrix; gaps are allowed as long as all items are connected."""
    items = [child.name for child in node.children]
    given = sum(1 for value in upper if value is not None)
    empty = MatrixView(
        node=node.code,
        name=node.name,
        items=[],
        answered=given,
        total=pairs_of(node),
        limit=limit,
    )
    if given == 0:
        return empty.model_copy(update={"note": "尚未比较"})
    try:
        analysis = analyse(
            list(upper), items, method=METHOD, ri_table=RI_TABLE, limit=limit, scale="saaty"
        )
    except DisconnectedComparisons as error:
        return empty.model_copy(update={"note": str(error)})
    return matrix_view(node, analysis, given)


def matrix_view(node: Indicator, analysis: MatrixAnalysis, given: int) -> MatrixView:
    """Show an analysis: weights by item, CR, circular triads and the worst judgements."""
    items = [child.name for child in node.children]
    found = analysis.consistency
    gaps = analysis.CR_for_gaps
    proposals = {p.pair: p for p in analysis.repair.proposals if p.kind == "nearest_scale"}
    worst = []
    for error in analysis.repair.worst if analysis.repair.needed else ():
        i, j = error.pair
        proposal = proposals.get(error.pair)
        worst.append(
            JudgementView(
                first=items[i],
                second=items[j],
                row=i,
                column=j,
                stated=show_judgement(error.stated),
                implied=error.implied,
                proposed=show_judgement(proposal.proposed) if proposal else "",
                cr_after=proposal.CR_after if proposal else found.CR,
            )
        )
    return MatrixView(
        node=node.code,
        name=node.name,
        items=[
            WeightView(code=child.code, name=child.name, weight=float(weight))
            for child, weight in zip(node.children, analysis.weights, strict=True)
        ],
        answered=given,
        total=pairs_of(node),
        lambda_max=found.lambda_max,
        ci=found.CI,
        ri=found.RI,
        cr=found.CR,
        cr_for_gaps=gaps,
        gci=found.GCI,
        limit=found.limit,
        passed=is_consistent(analysis),
        ranks_agree=analysis.ranks_agree,
        triads=["、".join(items[k] for k in triad) for triad in found.triads],
        worst=worst,
        words=list(analysis.words),
        changes=[
            ChangeView(
                row=change.pair[0],
                column=change.pair[1],
                stated=show_judgement(change.stated),
                proposed=show_judgement(change.proposed),
                cr_after=change.CR_after,
                words=judgement_in_words(change.proposed, *(items[k] for k in change.pair)),
            )
            for change in analysis.repair.one_step
        ],
        note=_gap_note(node, given),
    )


def is_consistent(analysis: MatrixAnalysis) -> bool:
    """Whether a matrix is within the limit; with gaps also against the reduced random index.

    Filled gaps agree with the rest by construction, so that the plain CR flatters them.
    """
    found = analysis.consistency
    return found.passed and (analysis.CR_for_gaps or 0.0) <= found.limit


def _gap_note(node: Indicator, given: int) -> str:
    n = len(node.children)
    if given >= pairs_of(node):
        return ""
    if given == n - 1:
        return f"只答 {given} 组，刚好连通：可算权重，但一致性无从检验"
    return f"跳过 {pairs_of(node) - given} 组，由其余判断推算；CR 另按缺项修正"


def compute(tree: IndicatorTree, answers: Answers, limit: float = CR_LIMIT) -> ComputeView:
    """Judge all matrices; leaf weights appear once every node has weights (clause 5.1.2.2.4)."""
    checked = check_answers(tree, answers)
    nodes = [judge_node(node, checked[node.code], limit) for node in compared(tree)]
    leaves: list[WeightView] = []
    if all(node.items for node in nodes):
        vector = leaf_weights(
            tree, {node.node: [item.weight for item in node.items] for node in nodes}
        )
        leaves = [
            WeightView(code=leaf.code, name=leaf.name, weight=vector.leaves[leaf.code])
            for leaf in tree.leaves
        ]
    ratios = [node.cr for node in nodes if node.cr is not None]
    return ComputeView(
        nodes=nodes,
        leaves=leaves,
        answered=answered(checked),
        total=sum(node.total for node in nodes),
        cr_max=max(ratios) if ratios else None,
        ri_table=RI_TABLE,
        method=METHOD,
    )
