"""From node matrices to leaf weights, with the provenance of every step (clause 5.1.2.2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.ahp import MatrixAnalysis, analyse
from evaluation.consistency_indices import CR_LIMIT, hierarchy_cr
from evaluation.errors import InvalidInput, MissingRating, require_choice
from evaluation.group import (
    Consensus,
    aggregate_judgements,
    aggregate_priorities,
    consensus_s_star,
    expert_weights_of,
)
from evaluation.indicators import IndicatorTree
from evaluation.matrices import Judgement, build_matrix
from evaluation.provenance import FloatArray, Result, inputs_hash
from evaluation.random_index import DEFAULT_TABLE

AGGREGATIONS = ("aij", "aip_geometric", "aip_arithmetic")
_SUM_SLACK = 1e-6
Answers = Sequence[Judgement | None] | npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class WeightVector(Result):
    """Weights of a tree.

    Attributes
    ----------
    tree_id, tree_version, tree_hash
        The tree they belong to.
    local
        Weight of every node within its parent, by code.
    leaves
        Global weight of every leaf in tree order; sum 1.
    """

    tree_id: str
    tree_version: str
    tree_hash: str
    local: Mapping[str, float]
    leaves: Mapping[str, float]

    def global_weight(self, tree: IndicatorTree, code: str) -> float:
        """Return the weight of any node in the total."""
        weight = 1.0
        for node in tree.path(code):
            weight *= self.local[node.code]
        return weight


@dataclass(frozen=True, kw_only=True, eq=False)
class NodeWeights:
    """Result of one node: group matrix and every expert's own matrix.

    Attributes
    ----------
    node, items
        Code of the parent and of the compared children.
    group
        Analysis of the aggregated matrix.
    experts
        Analysis per expert.
    weights
        Local weights of the children.
    consensus
        S* over the experts; None for one expert.
    over_limit
        Experts whose own CR exceeds the limit: screen individually, not on the group.
    """

    node: str
    items: tuple[str, ...]
    group: MatrixAnalysis
    experts: Mapping[str, MatrixAnalysis]
    weights: FloatArray
    consensus: Consensus | None
    over_limit: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class WeightSet(Result):
    """Weights of a whole tree from a panel.

    Attributes
    ----------
    vector
        Local and leaf weights.
    nodes
        Result per inner node.
    cr_max
        Largest CR over nodes and experts: the gate.
    cr_group_max
        Largest CR of the aggregated matrices.
    cr_overall
        sum(a_j CI_j) / sum(a_j RI_j) over the second level, reported only.
    passed
        Whether every expert's every matrix is within the limit.
    """

    vector: WeightVector
    nodes: Mapping[str, NodeWeights]
    cr_max: float
    cr_group_max: float
    cr_overall: float
    passed: bool

    @property
    def over_limit(self) -> dict[str, tuple[str, ...]]:
        """Node code to the experts whose CR exceeds the limit."""
        return {code: node.over_limit for code, node in self.nodes.items() if node.over_limit}


def leaf_weights(
    tree: IndicatorTree, local: Mapping[str, Sequence[float] | FloatArray], method: str = "given"
) -> WeightVector:
    """Multiply local weights along every path.

    Parameters
    ----------
    tree
        Indicator tree.
    local
        For every inner node the weights of its children in order; sum 1 within 1e-6. A node with
        one child may be left out.
    method
        How the weights were found, stored with the result.

    Returns
    -------
    WeightVector

    Raises
    ------
    InvalidInput
        Missing node, wrong count, negative weight or wrong sum; the message names the node.

    Examples
    --------
    >>> from evaluation import STANDARD_TREE as tree
    >>> equal = {n.code: [1 / len(n.children)] * len(n.children) for n in tree.inner}
    >>> round(sum(leaf_weights(tree, equal).leaves.values()), 12)
    1.0
    """
    by_code: dict[str, float] = {tree.root.code: 1.0}
    for node in tree.inner:
        values = local.get(node.code)
        if values is None:
            if len(node.children) > 1:
                raise InvalidInput("缺少下级权重", where=node.code, cure="每个非叶指标都要赋权")
            values = (1.0,)
        w = np.asarray(values, dtype=np.float64)
        if w.shape != (len(node.children),):
            raise InvalidInput(
                f"{w.size} 个权重对 {len(node.children)} 个下级指标",
                where=node.code,
                cure="请按下级指标次序逐一给出",
            )
        if not bool(np.all(np.isfinite(w) & (w >= 0))) or abs(float(w.sum()) - 1) > _SUM_SLACK:
            raise InvalidInput("权重须非负且和为 1", where=node.code, cure="请更正")
        for child, value in zip(node.children, w.tolist(), strict=True):
            by_code[child.code] = value
    del by_code[tree.root.code]
    leaves: dict[str, float] = {}
    for leaf in tree.leaves:
        product = 1.0
        for step in tree.path(leaf.code):
            product *= by_code[step.code]
        leaves[leaf.code] = product
    return WeightVector(
        method=method,
        inputs_hash=inputs_hash(tree.hash, by_code),
        tree_id=tree.id,
        tree_version=tree.version,
        tree_hash=tree.hash,
        local=by_code,
        leaves=leaves,
    )


def weights_from_matrices(
    tree: IndicatorTree,
    matrices: Mapping[str, Answers],
    *,
    method: str = "eigenvector",
    ri_table: str = DEFAULT_TABLE,
    limit: float = CR_LIMIT,
    scale: str = "range",
) -> WeightSet:
    """Weights of a tree from one matrix (or upper triangle) per inner node.

    Parameters
    ----------
    tree
        Indicator tree.
    matrices
        Node code to upper triangle or array.
    method, ri_table, limit, scale
        As in `weights_from_panel`.

    Returns
    -------
    WeightSet

    Raises
    ------
    MissingRating, InvalidMatrix
        As in `weights_from_panel`.
    """
    return weights_from_panel(
        tree,
        {"group": matrices},
        method=method,
        ri_table=ri_table,
        limit=limit,
        scale=scale,
    )


def weights_from_panel(
    tree: IndicatorTree,
    panel: Mapping[str, Mapping[str, Answers]],
    *,
    method: str = "eigenvector",
    aggregation: str = "aij",
    ri_table: str = DEFAULT_TABLE,
    limit: float = CR_LIMIT,
    expert_weights: Mapping[str, float] | None = None,
    scale: str = "range",
) -> WeightSet:
    """Weights of a tree from the matrices of a panel.

    Parameters
    ----------
    tree
        Indicator tree.
    panel
        Expert to node code to upper triangle (``None`` for an unanswered pair) or array.
    method
        Priority method.
    aggregation
        ``"aij"`` for a panel with one common purpose; ``"aip_geometric"`` or
        ``"aip_arithmetic"`` where experts stand for different interests.
    ri_table, limit
        Random index table and CR limit per matrix.
    expert_weights
        Expert to weight, for example authority coefficients; equal if omitted.
    scale
        Accepted judgement values.

    Returns
    -------
    WeightSet

    Raises
    ------
    MissingRating
        An expert has no matrix for a node; the message names both.
    InvalidMatrix, DisconnectedComparisons
        Faulty judgements; the message names expert, node and cell.
    """
    require_choice(aggregation, AGGREGATIONS, "aggregation")
    if not panel:
        raise InvalidInput("没有专家", where="panel", cure="至少一位专家")
    for expert, answers in panel.items():
        for code in answers:
            if code not in {node.code for node in tree.inner}:
                raise InvalidInput(f"“{code}”没有下级指标可比较", where=expert, cure="请核对编号")
    experts = tuple(panel)
    shares = _shares(experts, expert_weights)
    nodes: dict[str, NodeWeights] = {}
    for node in tree.inner:
        if len(node.children) == 1:
            continue
        items = tuple(child.name for child in node.children)
        analyses: dict[str, MatrixAnalysis] = {}
        raw = []
        for expert in experts:
            answers_ = panel[expert].get(node.code)
            place = f"{expert}/{node.code}"
            if answers_ is None:
                raise MissingRating("没有判断矩阵", where=place, cure="请补答或移出该专家")
            raw.append(_stated(answers_, items, scale, place))
            analyses[expert] = _analyse(
                raw[-1], items, place, method=method, ri_table=ri_table, limit=limit, scale=scale
            )
        joined = aggregate_judgements(np.array(raw), shares)
        group = analyse(
            joined.matrix, items, method=method, ri_table=ri_table, limit=limit, scale="any"
        )
        vectors = np.array([analysis.weights for analysis in analyses.values()])
        if aggregation == "aij":
            local = group.weights
        else:
            local = aggregate_priorities(vectors, shares, aggregation[4:]).weights
        nodes[node.code] = NodeWeights(
            node=node.code,
            items=tuple(child.code for child in node.children),
            group=group,
            experts=analyses,
            weights=local,
            consensus=consensus_s_star(vectors) if len(experts) > 1 else None,
            over_limit=tuple(e for e, a in analyses.items() if not a.passed),
        )
    vector = leaf_weights(
        tree, {code: node.weights for code, node in nodes.items()}, f"ahp_{method}_{aggregation}"
    )
    return WeightSet(
        method=f"ahp_{method}_{aggregation}",
        params={
            "ri_table": ri_table,
            "limit": limit,
            "scale": scale,
            "aggregation": aggregation,
            "expert_weights": dict(zip(experts, shares.tolist(), strict=True)),
        },
        inputs_hash=inputs_hash(tree.hash, panel, shares),
        vector=vector,
        nodes=nodes,
        cr_max=max(a.consistency.CR for n in nodes.values() for a in n.experts.values()),
        cr_group_max=max(n.group.consistency.CR for n in nodes.values()),
        cr_overall=_overall(tree, vector, nodes),
        passed=all(not n.over_limit for n in nodes.values()),
    )


def _shares(experts: Sequence[str], given: Mapping[str, float] | None) -> FloatArray:
    if given is None:
        return expert_weights_of(None, len(experts))
    for expert in experts:
        if expert not in given:
            raise InvalidInput("没有专家权重", where=expert, cure="每位专家一个权重")
    return expert_weights_of([given[expert] for expert in experts], len(experts))


def _stated(answers: Answers, items: tuple[str, ...], scale: str, place: str) -> FloatArray:
    """Return the answers as a matrix, naming expert and node in any complaint."""
    try:
        if isinstance(answers, np.ndarray):
            return np.asarray(answers, dtype=np.float64)
        return build_matrix(answers, len(items), scale=scale, items=items)
    except InvalidInput as error:
        raise type(error)(
            error.message, where=f"{place} {error.where}", cure=error.cure, **error.details
        ) from None


def _analyse(
    matrix: FloatArray,
    items: tuple[str, ...],
    place: str,
    *,
    method: str,
    ri_table: str,
    limit: float,
    scale: str,
) -> MatrixAnalysis:
    try:
        return analyse(matrix, items, method=method, ri_table=ri_table, limit=limit, scale=scale)
    except InvalidInput as error:
        raise type(error)(
            error.message, where=f"{place} {error.where}", cure=error.cure, **error.details
        ) from None


def _overall(tree: IndicatorTree, vector: WeightVector, nodes: Mapping[str, NodeWeights]) -> float:
    """Consistency of the last comparison level: nodes weighted by their own weight."""
    below = [node for node in tree.inner if node.code != tree.root.code and node.code in nodes]
    if not below:
        return nodes[tree.root.code].group.consistency.CR if tree.root.code in nodes else 0.0
    return hierarchy_cr(
        [vector.global_weight(tree, node.code) for node in below],
        [nodes[node.code].group.consistency.CI for node in below],
        [nodes[node.code].group.consistency.RI for node in below],
    )
