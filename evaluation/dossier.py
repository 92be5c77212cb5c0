"""Evaluation dossier: every number a report may print, without rendering (clause 5.1.2.3.6)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from evaluation.errors import InvalidInput
from evaluation.indicators import IndicatorTree
from evaluation.maturity import Maturity
from evaluation.provenance import VERSION, Json, inputs_hash, to_json
from evaluation.scoring import Scorecard
from evaluation.swot import Swot
from evaluation.weights import WeightSet, WeightVector

MANDATED_PARTS = {
    "overview": "成果概述",
    "maturity": "技术成熟度评定情况",
    "transfer_advice": "转化建议",
    "expert_advice": "专家建议",
}
WEIGHT_DIGITS, SCORE_DIGITS, CR_DIGITS = 4, 1, 3


@dataclass(frozen=True, kw_only=True)
class EvaluationDossier:
    """Content of an evaluation report.

    Attributes
    ----------
    identification
        Outcome, owner, material version, dates, tree and weight versions.
    overview
        成果概述.
    material_check
        Result of the material check with returned items.
    panel
        Numbers by category, recusals, response, coefficients.
    tree, weights, weight_set, scorecard
        What was measured; ``weight_set`` is the panel study behind the weights, if at hand.
    maturity
        技术成熟度评定情况.
    agreement, sensitivity
        Figures of `evaluation.icc`, `evaluation.krippendorff` and the sensitivity functions.
    swot
        SWOT.
    transfer_advice, expert_advice, dissent
        转化建议, 专家建议 (verbatim, anonymous), dissent kept.
    limits, valid_until
        Limits of the result and its validity.
    """

    identification: Mapping[str, str]
    overview: str
    tree: IndicatorTree
    weights: WeightVector
    scorecard: Scorecard
    maturity: Maturity | None = None
    transfer_advice: str = ""
    expert_advice: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()
    material_check: Mapping[str, object] = field(default_factory=dict)
    panel: Mapping[str, object] = field(default_factory=dict)
    weight_set: WeightSet | None = None
    agreement: Mapping[str, object] = field(default_factory=dict)
    sensitivity: Mapping[str, object] = field(default_factory=dict)
    swot: Swot | None = None
    limits: tuple[str, ...] = ()
    valid_until: str = ""

    def __post_init__(self) -> None:
        """Refuse parts that belong to different trees."""
        if self.weights.tree_hash != self.tree.hash:
            raise InvalidInput("权重与指标体系不符", where="weights", cure="请使用同一版本")

    def missing_parts(self) -> tuple[str, ...]:
        """Name the mandated parts that are empty; a report with any of them is not issued."""
        present = {
            "overview": bool(self.overview.strip()),
            "maturity": self.maturity is not None,
            "transfer_advice": bool(self.transfer_advice.strip()),
            "expert_advice": any(advice.strip() for advice in self.expert_advice),
        }
        return tuple(MANDATED_PARTS[key] for key, there in present.items() if not there)

    def contributions(self) -> tuple[tuple[str, float, float, float], ...]:
        """Return leaf code, score, weight and product; the products add up to the total."""
        return tuple(
            (leaf.code, leaf.official, leaf.weight, leaf.contribution)
            for leaf in self.scorecard.leaves
            if leaf.official is not None and leaf.contribution is not None
        )

    def printed_weights(self) -> dict[str, str]:
        """Return leaf weights with four decimals whose printed sum is exactly 1.0000."""
        codes = self.tree.leaf_codes
        shown = largest_remainder([self.weights.leaves[code] for code in codes], WEIGHT_DIGITS)
        return dict(zip(codes, shown, strict=True))

    def as_dict(self) -> dict[str, Json]:
        """Return the dossier as plain JSON values with version and hash."""
        body = to_json(self)
        assert isinstance(body, dict)  # noqa: S101 - a dataclass always gives an object
        body["version"] = VERSION
        body["missing_parts"] = to_json(self.missing_parts())
        body["printed_weights"] = to_json(self.printed_weights())
        body["hash"] = inputs_hash(body)
        return body


def largest_remainder(values: Sequence[float], digits: int) -> tuple[str, ...]:
    """Round shares for print so that their sum stays what it is.

    Parameters
    ----------
    values
        Non-negative numbers, usually with sum 1.
    digits
        Decimals.

    Returns
    -------
    tuple of str
        Rounded down, the units left over given to the largest remainders.

    References
    ----------
    Hamilton's method (1792).

    Examples
    --------
    >>> largest_remainder([1 / 3, 1 / 3, 1 / 3], 2)
    ('0.34', '0.33', '0.33')
    """
    scale = 10**digits
    units = [math.floor(value * scale + 1e-9) for value in values]
    left = round(math.fsum(values) * scale) - sum(units)
    order = sorted(range(len(units)), key=lambda k: units[k] - values[k] * scale)
    for k in order[: max(0, left)]:
        units[k] += 1
    return tuple(f"{unit / scale:.{digits}f}" for unit in units)


def show_score(value: float | None) -> str:
    """Print a score with one decimal, half away from zero; a dash if there is none.

    Parameters
    ----------
    value
        0-100, or None.

    Returns
    -------
    str

    Examples
    --------
    >>> show_score(62.25), show_score(None)
    ('62.3', '—')
    """
    return "—" if value is None else _rounded(value, SCORE_DIGITS)


def show_cr(value: float | None) -> str:
    """Print a consistency ratio with three decimals.

    Parameters
    ----------
    value
        A consistency ratio, or None.

    Returns
    -------
    str

    Examples
    --------
    >>> show_cr(0.0217)
    '0.022'
    """
    return "—" if value is None else _rounded(value, CR_DIGITS)


def show_p(value: float | None) -> str:
    """Print a probability of a test: three decimals, ``<.001`` below that.

    Parameters
    ----------
    value
        A probability, or None.

    Returns
    -------
    str

    Examples
    --------
    >>> show_p(0.0004), show_p(0.0434)
    ('<.001', '0.043')
    """
    if value is None:
        return "—"
    return "<.001" if value < 0.001 else _rounded(value, CR_DIGITS)


def _rounded(value: float, digits: int) -> str:
    # repr gives the shortest digits, so 62.25 is rounded as it is read.
    quantum = Decimal(1).scaleb(-digits)
    return str(Decimal(repr(float(value))).quantize(quantum, rounding=ROUND_HALF_UP))
