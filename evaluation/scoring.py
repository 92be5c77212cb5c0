"""Expert sheets to leaf scores, dimension scores and the total (clauses 5.1.2.3.5, 6.2.1).

Order of aggregation: leaf, then mean over experts, then weights. Not every expert scores every
leaf, so a total per expert would silently renormalise the weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.errors import InvalidInput
from evaluation.grading import TOTAL_BANDS, Bands, Decision, PassRule, Veto, decide
from evaluation.indicators import SCALE_MAX, SCALE_MIN, IndicatorTree
from evaluation.provenance import Result, inputs_hash
from evaluation.sheets import ScoreSheet, check_sheets, values_of
from evaluation.totals import Z95, TotalWithError, total_with_se, trimmed_mean
from evaluation.weights import WeightVector

_FLAG_SHARE = 0.5


@dataclass(frozen=True)
class ScoringRule:
    """How leaf scores are formed.

    Attributes
    ----------
    trim
        Share cut from each side of the trimmed mean.
    trim_from
        Number of experts from which the trimmed mean is the official score.
    min_raters
        Ratings a leaf needs; below it the leaf is incomplete.
    renormalise
        Whether leaves without score may be left out and weights renormalised (the report says so).
    version
        Stored with the result.
    """

    trim: float = 0.2
    trim_from: int = 5
    min_raters: int = 1
    renormalise: bool = False
    version: str = "1.0"


@dataclass(frozen=True)
class LeafScore:
    """Score of one leaf.

    Attributes
    ----------
    code, name, weight
        Leaf and its global weight.
    n, abstentions
        Counted ratings and abstentions.
    mean, trimmed, median, sd, low, high
        Statistics of the ratings (None without ratings; ``sd`` with n-1, None for one rating).
    official
        Trimmed mean from ``trim_from`` experts on, otherwise the mean.
    se
        sd / sqrt(n); 0 where it cannot be estimated.
    contribution
        weight times official score.
    flagged
        Mean and trimmed mean differ by more than half a standard deviation.
    """

    code: str
    name: str
    weight: float
    n: int
    abstentions: int
    mean: float | None
    trimmed: float | None
    median: float | None
    sd: float | None
    low: float | None
    high: float | None
    official: float | None
    se: float
    contribution: float | None
    flagged: bool


@dataclass(frozen=True)
class DimensionScore:
    """Score of a dimension: weighted mean of its leaves, 0-100.

    Attributes
    ----------
    code, name, weight
        The dimension and its weight in the total.
    score
        0-100, None without a complete rating.
    se
        Standard error.
    """

    code: str
    name: str
    weight: float
    score: float | None
    se: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Scorecard(Result):
    """The result of an evaluation.

    Attributes
    ----------
    leaves, dimensions
        Scores in tree order.
    total, se, low, high
        Total 0-100, its standard error and 95 % interval (None if incomplete).
    p_pass
        P(total >= limit) under a normal error; None if incomplete.
    borderline
        The limit lies within 1.96 standard errors: a second review is due.
    band
        Label of the total.
    decision
        Pass rule applied.
    experts, recused
        Counted experts and those who were recused.
    incomplete
        Leaves without enough ratings.
    weights_hash
        Hash of the weights used.
    """

    leaves: tuple[LeafScore, ...]
    dimensions: tuple[DimensionScore, ...]
    total: float | None
    se: float | None
    low: float | None
    high: float | None
    p_pass: float | None
    borderline: bool
    band: str | None
    decision: Decision
    experts: tuple[str, ...]
    recused: tuple[str, ...]
    incomplete: tuple[str, ...]
    weights_hash: str

    def leaf(self, code: str) -> LeafScore:
        """Return the score of one leaf."""
        return next(leaf for leaf in self.leaves if leaf.code == code)


def score_sheets(
    tree: IndicatorTree,
    weights: WeightVector,
    sheets: Sequence[ScoreSheet],
    *,
    rule: ScoringRule | None = None,
    pass_rule: PassRule | None = None,
    vetoes: Sequence[Veto] = (),
    bands: Bands = TOTAL_BANDS,
) -> Scorecard:
    """Score an outcome from the experts' sheets by absolute measurement.

    Parameters
    ----------
    tree, weights
        Tree and the weights approved for it.
    sheets
        One per expert.
    rule, pass_rule, vetoes, bands
        Versioned settings; defaults as in `ScoringRule` and `PassRule`.

    Returns
    -------
    Scorecard

    Raises
    ------
    MissingRating
        An assigned leaf has neither score nor abstention; the message names expert and leaf.
    InvalidInput
        Score outside 0-100, unknown leaf, expert twice, weights of another tree.

    References
    ----------
    Absolute measurement: Saaty 1986; order of aggregation: handbook of the project, section 5.2.
    """
    rule = rule or ScoringRule()
    if weights.tree_hash != tree.hash:
        raise InvalidInput(
            f"权重属于 {weights.tree_id} {weights.tree_version}",
            where="weights",
            cure="请使用同一版本的指标体系",
        )
    counted, recused = check_sheets(tree, sheets)
    table = {code: values_of(code, counted) for code in tree.leaf_codes}
    leaves = tuple(
        _leaf_score(code, tree.nodes[code].name, weights.leaves[code], *table[code], rule)
        for code in tree.leaf_codes
    )
    incomplete = tuple(leaf.code for leaf in leaves if leaf.official is None)
    usable = not incomplete or (rule.renormalise and len(incomplete) < len(leaves))
    dimensions = tuple(
        _dimension(tree, dimension.code, leaves, weights, renormalise=rule.renormalise)
        for dimension in tree.dimensions
    )
    pass_rule = pass_rule or PassRule()
    total: TotalWithError | None = None
    if usable:
        scored = [leaf for leaf in leaves if leaf.official is not None]
        share = math.fsum(leaf.weight for leaf in scored)
        if share > 0:
            total = total_with_se(
                [leaf.official or 0.0 for leaf in scored],
                [leaf.se for leaf in scored],
                [leaf.weight / share for leaf in scored]
                if incomplete
                else [leaf.weight for leaf in scored],
                pass_rule.total,
            )
    return Scorecard(
        method="absolute_weighted_sum",
        params={"rule": rule, "pass_rule": pass_rule, "vetoes": list(vetoes), "bands": bands},
        inputs_hash=inputs_hash(tree.hash, weights.leaves, sheets),
        leaves=leaves,
        dimensions=dimensions,
        total=total.total if total else None,
        se=total.se if total else None,
        low=max(SCALE_MIN, total.low) if total else None,
        high=min(SCALE_MAX, total.high) if total else None,
        p_pass=total.p_pass if total else None,
        borderline=bool(
            total and total.se > 0 and abs(total.total - pass_rule.total) < Z95 * total.se
        ),
        band=bands.of(total.total).label if total else None,
        decision=decide(
            total.total if total else None,
            {d.code: d.score for d in dimensions},
            vetoes,
            pass_rule,
            {d.code: d.name for d in dimensions},
        ),
        experts=tuple(sheet.expert for sheet in counted),
        recused=tuple(sheet.expert for sheet in recused),
        incomplete=incomplete,
        weights_hash=weights.inputs_hash,
    )


def _leaf_score(
    code: str, name: str, weight: float, values: list[float], abstentions: int, rule: ScoringRule
) -> LeafScore:
    if len(values) < max(1, rule.min_raters):
        empty = (None,) * 7
        return LeafScore(
            code, name, weight, len(values), abstentions, *empty, 0.0, None, flagged=False
        )
    data = np.asarray(values)
    mean = math.fsum(values) / len(values)
    trimmed = trimmed_mean(data, rule.trim, rule.trim_from)
    sd = float(data.std(ddof=1)) if len(values) > 1 else None
    official = trimmed if len(values) >= rule.trim_from else mean
    return LeafScore(
        code=code,
        name=name,
        weight=weight,
        n=len(values),
        abstentions=abstentions,
        mean=mean,
        trimmed=trimmed,
        median=float(np.median(data)),
        sd=sd,
        low=float(data.min()),
        high=float(data.max()),
        official=official,
        se=sd / math.sqrt(len(values)) if sd is not None else 0.0,
        contribution=weight * official,
        flagged=sd is not None and abs(mean - trimmed) > _FLAG_SHARE * sd,
    )


def _dimension(
    tree: IndicatorTree,
    code: str,
    leaves: Sequence[LeafScore],
    weights: WeightVector,
    *,
    renormalise: bool,
) -> DimensionScore:
    own = [leaf for leaf in leaves if tree.dimension_of(leaf.code).code == code]
    scored = [leaf for leaf in own if leaf.official is not None]
    name, weight = tree.nodes[code].name, weights.global_weight(tree, code)
    if len(scored) < len(own) and not (renormalise and scored):
        return DimensionScore(code, name, weight, None, 0.0)
    share = math.fsum(leaf.weight for leaf in scored)
    if share <= 0:
        parts = [(1.0 / len(scored), leaf) for leaf in scored]
    else:
        parts = [(leaf.weight / share, leaf) for leaf in scored]
    return DimensionScore(
        code,
        name,
        weight,
        math.fsum(part * (leaf.official or 0.0) for part, leaf in parts),
        math.sqrt(math.fsum((part * leaf.se) ** 2 for part, leaf in parts)),
    )
