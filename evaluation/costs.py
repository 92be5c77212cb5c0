"""Clinical cost of one case against existing care (clause 5.1.2.1.3-d), in whole fen."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.errors import InvalidInput
from evaluation.measured import Breakpoints
from evaluation.provenance import Result, inputs_hash

COST_BREAKPOINTS = Breakpoints(
    "cost-against-existing",
    "1.0",
    ((-0.2, 75.0), (0.0, 50.0), (0.2, 25.0), (0.5, 0.0)),
)
"""Anchors of the leaf 临床成本; the last 25 points need health-economic evidence, so a person."""


@dataclass(frozen=True)
class CaseCost:
    """What one case costs: visits and consumables.

    Attributes
    ----------
    visit, consumable
        Cost of visits and of consumables per case, not negative, one unit for both (fen).

    Raises
    ------
    InvalidInput
        On construction: a negative amount.
    """

    visit: int
    consumable: int

    def __post_init__(self) -> None:
        """Check the amounts."""
        if self.visit < 0 or self.consumable < 0:
            raise InvalidInput("费用不能为负", where="cost", cure="请更正")

    @property
    def total(self) -> int:
        """Sum of both parts."""
        return self.visit + self.consumable


@dataclass(frozen=True, kw_only=True, eq=False)
class CostComparison(Result):
    """Sums and their difference.

    Attributes
    ----------
    new_total, old_total
        Cost of a case with the outcome and with existing care.
    difference
        new_total - old_total.
    relative
        Difference relative to existing care; None when that costs nothing.
    cheaper
        True, False, or None when equal.
    """

    new_total: int
    old_total: int
    difference: int
    relative: float | None
    cheaper: bool | None


def compare_costs(new: CaseCost, old: CaseCost) -> CostComparison:
    """Add both parts and compare with existing care.

    Parameters
    ----------
    new, old
        Cost of one case with the outcome and with existing care, in the same unit.

    Returns
    -------
    CostComparison

    References
    ----------
    Clause 5.1.2.1.3-d.

    Examples
    --------
    >>> found = compare_costs(CaseCost(300, 200), CaseCost(400, 600))
    >>> found.difference, found.relative, found.cheaper
    (-500, -0.5, True)
    """
    difference = new.total - old.total
    return CostComparison(
        method="sum_and_difference",
        inputs_hash=inputs_hash(new, old),
        new_total=new.total,
        old_total=old.total,
        difference=difference,
        relative=difference / old.total if old.total else None,
        cheaper=None if difference == 0 else difference < 0,
    )
