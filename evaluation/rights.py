"""Proposed points for the property leaves from the table of rights (clause 5.1.2.1.6).

A proposal, never a score: the expert sees it with its reasons and decides. Rights that have ended
give nothing and lower the rest by their share, at most by half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.errors import InvalidInput
from evaluation.provenance import Result, inputs_hash

IN_FORCE, PENDING, ENDED, UNVERIFIED = "in_force", "pending", "ended", "unverified"
PHASES = (IN_FORCE, PENDING, ENDED, UNVERIFIED)
RULE = "rights-prefill 1.0"
LONG_TERM = 5.0
"""Years of protection left that the anchor calls sufficient (期限充足)."""

_MANY, _VERY_MANY = 3, 5
_LAYOUT = {"none": 0.0, "applications": 25.0, "granted": 50.0, "broad": 75.0, "portfolio": 100.0}
_QUALITY = {"none": 0.0, "applications": 25.0, "granted": 45.0, "invention": 60.0}
_CLEAR, _STEP = 50.0, 25.0


@dataclass(frozen=True)
class Right:
    """One right as the table states it.

    Attributes
    ----------
    kind
        Kind of right; ``"invention"`` counts as examined.
    phase
        One of `PHASES`: in force, applied for, ended, or not verified.
    years_left
        Years of protection left, if known.
    owned
        Whether an owner is named.
    number_ok
        Result of the check of its number; None when nothing was checked.
    """

    kind: str
    phase: str
    years_left: float | None = None
    owned: bool = True
    number_ok: bool | None = None

    def __post_init__(self) -> None:
        """Check the phase."""
        if self.phase not in PHASES:
            raise InvalidInput(f"未知的权利阶段 {self.phase}", where="phase", cure="请更正")


@dataclass(frozen=True, kw_only=True, eq=False)
class PropertyPrefill(Result):
    """Proposed points of 布局, 质量 and 侵权风险; None where the table says nothing.

    Attributes
    ----------
    layout, quality, risk
        Proposed points 0-100 of 布局, 质量 and 侵权风险; None where the table says nothing.
    in_force, pending, ended, unverified
        Number of rights per phase.
    """

    layout: float | None
    quality: float | None
    risk: float | None
    in_force: int
    pending: int
    ended: int
    unverified: int


def _layout(living: Sequence[Right], granted: Sequence[Right]) -> float:
    if not living:
        return _LAYOUT["none"]
    if not granted:
        return _LAYOUT["applications"]
    lasting = any(r.years_left is None or r.years_left >= LONG_TERM for r in granted)
    if len(living) < _MANY or not lasting:
        return _LAYOUT["granted"]
    kinds = {right.kind for right in living}
    if len(living) >= _VERY_MANY and len(kinds) > 1:
        return _LAYOUT["portfolio"]
    return _LAYOUT["broad"]


def _quality(living: Sequence[Right], granted: Sequence[Right]) -> float:
    if any(right.kind == "invention" for right in granted):
        return _QUALITY["invention"]
    if granted:
        return _QUALITY["granted"]
    return _QUALITY["applications"] if living else _QUALITY["none"]


def _risk(living: Sequence[Right], *, searched: bool) -> float:
    points = _CLEAR + (_STEP if searched else 0.0)
    if any(not right.owned for right in living):
        points -= _STEP
    if any(right.number_ok is False for right in living):
        points -= _STEP
    return points


def property_prefill(rights: Sequence[Right], *, searched: bool = False) -> PropertyPrefill:
    """Propose points from the rights; `searched` tells of a freedom-to-operate search on file.

    Parameters
    ----------
    rights
        The table of rights of an outcome.
    searched
        Whether a freedom-to-operate search is on file.

    Returns
    -------
    PropertyPrefill
        Proposed points 0-100, never a score.

    References
    ----------
    Clause 5.1.2.1.6; the points are a proposal without external authority.

    Examples
    --------
    >>> found = property_prefill([Right("invention", "in_force", years_left=10.0)])
    >>> found.layout, found.quality, found.risk
    (50.0, 60.0, 50.0)
    """
    by_phase = {phase: [r for r in rights if r.phase == phase] for phase in PHASES}
    granted, ended = by_phase[IN_FORCE], by_phase[ENDED]
    living = [*granted, *by_phase[PENDING]]
    known = len(living) + len(ended)
    kept = 0.5 + 0.5 * len(living) / known if known else 1.0
    return PropertyPrefill(
        method=RULE,
        params={"long_term_years": LONG_TERM, "searched": searched},
        inputs_hash=inputs_hash(list(rights), searched),
        layout=_layout(living, granted) * kept if known else None,
        quality=_quality(living, granted) * kept if known else None,
        risk=_risk(living, searched=searched) if living else None,
        in_force=len(granted),
        pending=len(by_phase[PENDING]),
        ended=len(ended),
        unverified=len(by_phase[UNVERIFIED]),
    )
