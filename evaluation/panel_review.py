"""The panel of one outcome looked at as a panel: agreement, outliers, severity-corrected total.

The corrected total stands beside the official one, never instead of it; where the decision
would differ a second review is due.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evaluation.errors import EvaluationError
from evaluation.grading import PassRule, Veto, decide
from evaluation.indicators import SCALE_MAX, SCALE_MIN, IndicatorTree
from evaluation.intraclass import IccForm, icc
from evaluation.krippendorff_alpha import KrippendorffAlpha, krippendorff
from evaluation.outliers import Outliers, robust_outliers
from evaluation.provenance import FloatArray, Result, inputs_hash
from evaluation.scoring import Scorecard, ScoringRule, score_sheets
from evaluation.severity import TwoWayFit, two_way_fit
from evaluation.sheets import Rating, ScoreSheet
from evaluation.weights import WeightVector


@dataclass(frozen=True, kw_only=True, eq=False)
class PanelReview(Result):
    """Agreement and severity of the experts who scored one outcome; leaves are the subjects.

    Attributes
    ----------
    experts
        Counted experts.
    agreement
        ICC(A,k) over the leaves that all experts rated; None if undefined.
    alpha
        Krippendorff's alpha (interval) over all leaves; None if undefined.
    outliers
        Outlying ratings and raters; None if undefined.
    severity
        Expert to shrunk severity (positive: lenient); empty if it cannot be estimated.
    corrected_total
        Total after subtracting the severities, or None.
    official_total
        For comparison.
    second_review
        Whether the decision would differ.
    notes
        Why something is undefined, in Chinese.
    """

    experts: tuple[str, ...]
    agreement: IccForm | None
    alpha: KrippendorffAlpha | None
    outliers: Outliers | None
    severity: Mapping[str, float]
    corrected_total: float | None
    official_total: float | None
    second_review: bool
    notes: tuple[str, ...]


def rating_matrix(
    tree: IndicatorTree, sheets: Sequence[ScoreSheet]
) -> tuple[tuple[str, ...], FloatArray]:
    """Return the counted experts and their scores.

    Parameters
    ----------
    tree, sheets
        Indicator tree and one sheet per expert; recused experts are left out.

    Returns
    -------
    tuple
        Experts, and an array (leaves, experts) with NaN where there is no score.

    References
    ----------
    Clause 5.1.2.3.5.
    """
    counted = [sheet for sheet in sheets if not sheet.recused]
    table = np.full((len(tree.leaves), len(counted)), math.nan)
    for j, sheet in enumerate(counted):
        for i, code in enumerate(tree.leaf_codes):
            if sheet.leaves is not None and code not in sheet.leaves:
                continue
            rating = sheet.ratings.get(code)
            value = rating.value if isinstance(rating, Rating) else rating
            if value is not None:
                table[i, j] = float(value)
    return tuple(sheet.expert for sheet in counted), table


def review_panel(
    tree: IndicatorTree,
    weights: WeightVector,
    sheets: Sequence[ScoreSheet],
    *,
    rule: ScoringRule | None = None,
    pass_rule: PassRule | None = None,
    vetoes: Sequence[Veto] = (),
) -> PanelReview:
    """Review the panel of one outcome.

    Parameters
    ----------
    tree, weights, sheets, rule, pass_rule, vetoes
        As in `evaluation.score_sheets`, which runs first and raises what it raises.

    Returns
    -------
    PanelReview

    References
    ----------
    Handbook of the project, sections 5.3 to 5.6 (2026).
    """
    card = score_sheets(tree, weights, sheets, rule=rule, pass_rule=pass_rule, vetoes=vetoes)
    experts, table = rating_matrix(tree, sheets)
    notes: list[str] = []
    agreement: IccForm | None = None
    alpha: KrippendorffAlpha | None = None
    outliers: Outliers | None = None
    fit: TwoWayFit | None = None
    try:
        agreement = icc(table, missing="listwise").forms["ICC2k"]
    except EvaluationError as error:
        notes.append(f"组内相关系数：{error.message}")
    try:
        alpha = krippendorff(table.T, "interval")
    except EvaluationError as error:
        notes.append(f"Krippendorff α：{error.message}")
    try:
        rated = np.asarray(np.isfinite(table).any(axis=1))
        fit = two_way_fit(table[rated], raters=experts)
        outliers = robust_outliers(np.where(rated[:, None], table, math.nan)[rated])
    except EvaluationError as error:
        notes.append(f"严宽度：{error.message}")
    severity = {} if fit is None else dict(zip(experts, fit.raters_blup.tolist(), strict=True))
    corrected = _corrected(tree, weights, sheets, severity, rule) if severity else None
    total = corrected.total if corrected is not None else None
    differs = (
        corrected is not None
        and decide(
            total,
            {d.code: d.score for d in corrected.dimensions},
            vetoes,
            pass_rule,
        ).state
        != card.decision.state
    )
    return PanelReview(
        method="two_way_additive_leaves_by_experts",
        inputs_hash=inputs_hash(tree.hash, weights.leaves, sheets),
        experts=experts,
        agreement=agreement,
        alpha=alpha,
        outliers=outliers,
        severity=severity,
        corrected_total=total,
        official_total=card.total,
        second_review=differs,
        notes=tuple(notes),
    )


def _corrected(
    tree: IndicatorTree,
    weights: WeightVector,
    sheets: Sequence[ScoreSheet],
    severity: Mapping[str, float],
    rule: ScoringRule | None,
) -> Scorecard:
    """Score again with every rating moved by its expert's severity, kept on the scale."""
    moved = []
    for sheet in sheets:
        shift = severity.get(sheet.expert, 0.0)
        ratings: dict[str, Rating | float] = {}
        for code, rating in sheet.ratings.items():
            value = rating.value if isinstance(rating, Rating) else rating
            if value is None:
                ratings[code] = rating
            else:
                ratings[code] = min(SCALE_MAX, max(SCALE_MIN, value - shift))
        moved.append(replace(sheet, ratings=ratings))
    return score_sheets(tree, weights, moved, rule=rule)
