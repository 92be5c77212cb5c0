"""Bands and the pass rule as data: how a total becomes a decision (clause 6.3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.errors import InvalidInput, require_choice

EPSILON = 1e-9
"""Slack of comparisons with a limit: binary sums miss a decimal limit by 1e-14."""

VETO_KINDS = {"ethics": "科技伦理", "ownership": "权属争议", "safety": "安全性"}


@dataclass(frozen=True)
class Band:
    """Half-open interval [low, high) with a label; the last band includes its upper end.

    Attributes
    ----------
    low, high
        Limits.
    label
        Name of the band.
    """

    low: float
    high: float
    label: str


@dataclass(frozen=True)
class Bands:
    """Consecutive bands that cover a line exactly once.

    Attributes
    ----------
    id, version
        Identity, stored with every decision.
    bands
        From lowest to highest.

    Raises
    ------
    InvalidInput
        On construction, if bands overlap or leave a gap; the message names the band.
    """

    id: str
    version: str
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        """Check that the bands follow each other without gap."""
        if not self.bands:
            raise InvalidInput("没有分级", where=self.id, cure="至少一级")
        for k, band in enumerate(self.bands):
            if band.low >= band.high:
                raise InvalidInput("下限须小于上限", where=band.label, cure="请更正")
            if k and self.bands[k - 1].high != band.low:
                raise InvalidInput("与上一级有空隙或重叠", where=band.label, cure="请首尾相接")

    def of(self, value: float) -> Band:
        """Return the band of a value.

        Raises
        ------
        InvalidInput
            Outside all bands.
        """
        for band in reversed(self.bands):
            if band.low <= value + EPSILON:
                if value > self.bands[-1].high + EPSILON:
                    break
                return band
        raise InvalidInput(f"{value} 不在任何一级内", where=self.id, cure="请核对数值")


TOTAL_BANDS = Bands(
    "total",
    "1.0",
    (
        Band(0, 40, "不建议转化"),
        Band(40, 60, "需完善"),
        Band(60, 75, "可培育"),
        Band(75, 90, "优先转化"),
        Band(90, 100, "重点转化"),
    ),
)
"""Bands of the total (our proposal; the draft names none)."""


@dataclass(frozen=True)
class Veto:
    """A veto raised against an outcome.

    Attributes
    ----------
    kind
        ``"ethics"``, ``"ownership"`` or ``"safety"``.
    reason
        Why, in words.
    """

    kind: str
    reason: str

    def __post_init__(self) -> None:
        """Accept known kinds with a reason only."""
        require_choice(self.kind, tuple(VETO_KINDS), "veto")
        if not self.reason.strip():
            raise InvalidInput("否决须说明理由", where=f"veto/{self.kind}", cure="请填写理由")


@dataclass(frozen=True)
class PassRule:
    """When an outcome passes: total, floor of every dimension, no veto.

    Attributes
    ----------
    total, dimension_floor
        Limits on the 0-100 scale.
    version
        Stored with every decision.
    """

    total: float = 60.0
    dimension_floor: float = 40.0
    version: str = "1.0"


@dataclass(frozen=True)
class Decision:
    """Outcome of the pass rule.

    Attributes
    ----------
    state
        ``"passed"``, ``"failed"`` or ``"incomplete"``.
    reasons
        Why not passed, in Chinese; empty when passed.
    distance
        Total minus the limit, None if incomplete.
    rule
        The rule that was applied.
    """

    state: str
    reasons: tuple[str, ...]
    distance: float | None
    rule: PassRule

    @property
    def passed(self) -> bool:
        """Whether the outcome may be published (clause 6.3.1)."""
        return self.state == "passed"


def decide(
    total: float | None,
    dimensions: Mapping[str, float | None],
    vetoes: Sequence[Veto] = (),
    rule: PassRule | None = None,
    names: Mapping[str, str] | None = None,
) -> Decision:
    """Apply the pass rule.

    Parameters
    ----------
    total
        0-100, None if any leaf is without a valid rating.
    dimensions
        Score per dimension code.
    vetoes
        Vetoes in force.
    rule
        Defaults to total >= 60 and no dimension below 40.
    names
        Dimension names for the reasons.

    Returns
    -------
    Decision
        ``"passed"``, ``"failed"`` or ``"incomplete"`` with reasons.

    Examples
    --------
    >>> decide(58.0, {"A": 70.0}).reasons
    ('总分 58.0 低于 60',)
    """
    rule = rule or PassRule()
    labels = names or {}
    reasons = [f"一票否决（{VETO_KINDS[veto.kind]}）：{veto.reason}" for veto in vetoes]
    missing = [labels.get(code, code) for code, value in dimensions.items() if value is None]
    if total is not None and total + EPSILON < rule.total:
        reasons.append(f"总分 {total:.1f} 低于 {rule.total:g}")
    reasons.extend(
        f"“{labels.get(code, code)}”得分 {value:.1f} 低于 {rule.dimension_floor:g}"
        for code, value in dimensions.items()
        if value is not None and value + EPSILON < rule.dimension_floor
    )
    distance = None if total is None else total - rule.total
    if total is None or missing:
        note = f"评分不完整：{'、'.join(missing)}" if missing else "评分不完整"
        return Decision("incomplete", (*reasons, note), distance, rule)
    return Decision("failed" if reasons else "passed", tuple(reasons), distance, rule)
