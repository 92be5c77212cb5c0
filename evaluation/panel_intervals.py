"""How far the weights of a whole tree depend on who sat on the panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.bootstrap import resamples
from evaluation.errors import InvalidInput
from evaluation.group import expert_weights_of
from evaluation.indicators import IndicatorTree
from evaluation.priority_methods import WEIGHTING
from evaluation.provenance import FloatArray, Result, frozen, inputs_hash
from evaluation.weights import NodeWeights, WeightSet

Interval = tuple[float, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class PanelIntervals(Result):
    """Percentile intervals of the weights when experts are drawn anew.

    Attributes
    ----------
    local
        Code of every compared node to (low, high) of its weight within its parent.
    leaves
        Code of every leaf to (low, high) of its weight in the total.
    covariance
        Shape (leaves, leaves), covariance of the leaf weights in tree order; for the standard
        error of a total, see `evaluation.total_with_se`.
    level, draws, seed
        Confidence level, number of resamples, seed.
    """

    local: Mapping[str, Interval]
    leaves: Mapping[str, Interval]
    covariance: FloatArray
    level: float
    draws: int
    seed: int


def panel_intervals(
    tree: IndicatorTree,
    weighed: WeightSet,
    *,
    seed: int,
    draws: int = 1000,
    level: float = 0.95,
) -> PanelIntervals:
    """Resample the experts of a panel and recompute all weights of the tree.

    One resample holds the same experts at every node, so that the intervals of the leaves keep
    together what one expert said. Gaps count as the completed matrix of the expert who left them.

    Parameters
    ----------
    tree
        Indicator tree.
    weighed
        Result of `evaluation.weights_from_panel` for this tree.
    seed, draws, level
        Of the bootstrap; stored with the result.

    Returns
    -------
    PanelIntervals

    Raises
    ------
    InvalidInput
        Fewer than two experts: there is nothing to draw from.

    References
    ----------
    Efron 1979, Ann. Stat. 7:1-26.
    """
    nodes = list(weighed.nodes.values())
    m = len(nodes[0].experts) if nodes else 0
    if m < 2:
        raise InvalidInput(f"{m} 位专家", where="panel", cure="至少两位专家才有抽样区间")
    aggregation = str(weighed.params["aggregation"])
    given = weighed.params["expert_weights"]
    shares = expert_weights_of(list(given.values()) if isinstance(given, Mapping) else None, m)
    drawn = resamples(shares, seed, draws)
    samples: dict[str, FloatArray] = {}
    for node in nodes:
        found = _sampled(node, drawn, aggregation)
        samples |= {code: found[:, k] for k, code in enumerate(node.items)}
    totals = np.array([_total(tree, leaf.code, samples, draws) for leaf in tree.leaves])
    cuts = [(1 - level) / 2, (1 + level) / 2]
    return PanelIntervals(
        method=f"bootstrap_{weighed.method}",
        params={"seed": seed, "draws": draws, "level": level},
        inputs_hash=inputs_hash(weighed.inputs_hash, seed, draws, level),
        local={code: _interval(values, cuts) for code, values in samples.items()},
        leaves={
            leaf.code: _interval(values, cuts)
            for leaf, values in zip(tree.leaves, totals, strict=True)
        },
        covariance=frozen(np.atleast_2d(np.cov(totals, ddof=0))),
        level=level,
        draws=draws,
        seed=seed,
    )


def _sampled(node: NodeWeights, drawn: FloatArray, aggregation: str) -> FloatArray:
    """Return the local weights of a node per resample, shape (draws, items)."""
    if aggregation == "aij":
        logs = np.log(np.array([analysis.matrix for analysis in node.experts.values()]))
        return WEIGHTING[node.group.method](np.exp(np.tensordot(drawn, logs, axes=1)))
    vectors = np.array([analysis.weights for analysis in node.experts.values()])
    if aggregation == "aip_arithmetic":
        return np.asarray(drawn @ vectors)
    raw = np.exp(drawn @ np.log(vectors))
    return np.asarray(raw / raw.sum(axis=1, keepdims=True))


def _total(
    tree: IndicatorTree, leaf: str, samples: Mapping[str, FloatArray], draws: int
) -> FloatArray:
    """Multiply along the path; an only child has the whole weight of its parent."""
    product = np.ones(draws)
    for step in tree.path(leaf):
        product = product * samples.get(step.code, 1.0)
    return product


def _interval(values: FloatArray, cuts: list[float]) -> Interval:
    low, high = np.quantile(values, cuts)
    return float(low), float(high)
