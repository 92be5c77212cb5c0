"""SWOT as structure (clause 5.1.2.2.1): every statement points at an indicator or a proof."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.ahp import analyse
from evaluation.errors import InvalidInput, require_choice
from evaluation.indicators import IndicatorTree
from evaluation.matrices import Judgement
from evaluation.provenance import Result, inputs_hash
from evaluation.scoring import Scorecard

QUADRANTS = {"S": "优势", "W": "劣势", "O": "机会", "T": "威胁"}
STRATEGIES = {"SO": "增长型", "WO": "扭转型", "ST": "多元型", "WT": "防御型"}
STATEMENT_LIMIT = 120
_MIDPOINT = 2.5
_RATING_MAX, _LIKELIHOOD_MAX = 4, 5


@dataclass(frozen=True)
class SwotItem:
    """One statement.

    Attributes
    ----------
    quadrant
        ``"S"``, ``"W"``, ``"O"`` or ``"T"``.
    statement
        At most 120 characters.
    indicator_code, evidence_ids
        At least one of the two must be given.
    rating
        1-4: strong strength or well-used opportunity 4, major weakness or threat 1.
    weight
        Share within its side (S and W, or O and T), 0-1.
    likelihood
        1-5, for opportunities and threats.
    source, author, agreed_by
        ``"expert"``, ``"data"`` or ``"text"``; who wrote it; how many experts agree.
    confirmed
        Drafts made from scores become statements only when a person confirms them.
    """

    quadrant: str
    statement: str
    indicator_code: str = ""
    evidence_ids: tuple[str, ...] = ()
    rating: int | None = None
    weight: float | None = None
    likelihood: int | None = None
    source: str = "expert"
    author: str = ""
    agreed_by: int = 0
    confirmed: bool = True

    def __post_init__(self) -> None:
        """Check the fields once."""
        require_choice(self.quadrant, tuple(QUADRANTS), "quadrant")
        require_choice(self.source, ("expert", "data", "text"), "source")
        place = f"SWOT/{self.quadrant}"
        if not self.statement.strip():
            raise InvalidInput("没有内容", where=place, cure="请填写")
        if len(self.statement) > STATEMENT_LIMIT:
            raise InvalidInput(
                f"有 {len(self.statement)} 字", where=place, cure=f"不超过 {STATEMENT_LIMIT} 字"
            )
        if not self.indicator_code and not self.evidence_ids:
            raise InvalidInput(
                f"“{self.statement[:20]}”没有依据", where=place, cure="请关联指标或证据"
            )
        if self.rating is not None and not 1 <= self.rating <= _RATING_MAX:
            raise InvalidInput(f"评级 {self.rating} 不在 1–4", where=place, cure="请更正")
        if self.likelihood is not None and not 1 <= self.likelihood <= _LIKELIHOOD_MAX:
            raise InvalidInput(f"可能性 {self.likelihood} 不在 1–5", where=place, cure="请更正")
        if self.weight is not None and not 0 <= self.weight <= 1:
            raise InvalidInput(f"权重 {self.weight} 不在 0–1", where=place, cure="请更正")


@dataclass(frozen=True)
class SwotStrategy:
    """A strategy built on named statements such as ``("S1", "O2")``.

    Attributes
    ----------
    type
        ``"SO"``, ``"WO"``, ``"ST"`` or ``"WT"``.
    text
        The strategy.
    uses
        Keys of the statements it builds on, for example ``("S1", "O2")``.
    """

    type: str
    text: str
    uses: tuple[str, ...]

    def __post_init__(self) -> None:
        """Accept known types only."""
        require_choice(self.type, tuple(STRATEGIES), "strategy")


@dataclass(frozen=True, kw_only=True, eq=False)
class Swot(Result):
    """A checked SWOT.

    Attributes
    ----------
    quadrants
        Quadrant to its items in order; item k of S is called ``"S1"``, ``"S2"``, ...
    strategies
        Strategies.
    IFE, EFE
        Internal and external factor scores 1-4; None without ratings.
    position
        Strategy type by the midpoint 2.5; None without both scores.
    flags
        What a reviewer should notice: empty quadrant, unconfirmed draft, side without ratings.
    """

    quadrants: Mapping[str, tuple[SwotItem, ...]]
    strategies: tuple[SwotStrategy, ...]
    IFE: float | None
    EFE: float | None
    position: str | None
    flags: tuple[str, ...]

    def item(self, key: str) -> SwotItem:
        """Return an item by its key, for example ``"S1"``."""
        return self.quadrants[key[0]][int(key[1:]) - 1]


def analyse_swot(
    items: Sequence[SwotItem],
    strategies: Sequence[SwotStrategy] = (),
    tree: IndicatorTree | None = None,
) -> Swot:
    """Check a SWOT and compute the factor scores.

    Parameters
    ----------
    items, strategies
        Statements and strategies.
    tree
        If given, indicator codes must exist in it.

    Returns
    -------
    Swot
        Quadrants, factor scores 1-4, position by the midpoint 2.5, flags.

    Raises
    ------
    InvalidInput
        Unknown indicator, or a strategy that uses a statement that does not exist.

    References
    ----------
    Factor scores: David 1986, strategic management (IFE and EFE matrices).

    Examples
    --------
    >>> item = SwotItem("S", "strong patent", evidence_ids=("e1",), rating=4, weight=1.0)
    >>> found = analyse_swot([item])
    >>> found.IFE, found.flags
    (4.0, ('“劣势”为空', '“机会”为空', '“威胁”为空'))
    """
    quadrants = {q: tuple(item for item in items if item.quadrant == q) for q in QUADRANTS}
    if tree is not None:
        for item in items:
            if item.indicator_code:
                tree.node(item.indicator_code)
    keys = {f"{q}{k}" for q, group in quadrants.items() for k in range(1, len(group) + 1)}
    for strategy in strategies:
        for use in strategy.uses:
            if use not in keys or use[0] not in strategy.type:
                raise InvalidInput(
                    f"策略引用了“{use}”", where=strategy.type, cure="请引用相应象限已有的条目"
                )
    internal = _factor_score(quadrants["S"] + quadrants["W"])
    external = _factor_score(quadrants["O"] + quadrants["T"])
    flags = [f"“{QUADRANTS[q]}”为空" for q, group in quadrants.items() if not group]
    flags += [f"待确认：{item.statement}" for item in items if not item.confirmed]
    position = None
    if internal is not None and external is not None:
        inside = "S" if internal >= _MIDPOINT else "W"
        position = inside + ("O" if external >= _MIDPOINT else "T")
    return Swot(
        method="ife_efe",
        inputs_hash=inputs_hash(list(items), list(strategies)),
        quadrants=quadrants,
        strategies=tuple(strategies),
        IFE=internal,
        EFE=external,
        position=position,
        flags=tuple(flags),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class AWot(Result):
    """SWOT weighted by pairwise comparison (Kurttila et al. 2000).

    Attributes
    ----------
    quadrants
        Weight of every quadrant, sum 1.
    factors
        Global weight of every item by its key (``"S1"``, ...), sum 1.
    CR
        Consistency ratio of the quadrants (``"SWOT"``) and of the items of each quadrant.
    """

    quadrants: Mapping[str, float]
    factors: Mapping[str, float]
    CR: Mapping[str, float]


def a_wot(
    swot: Swot,
    quadrants: Sequence[Judgement | None],
    factors: Mapping[str, Sequence[Judgement | None]],
) -> AWot:
    """Weight the quadrants and the items within them by AHP.

    Parameters
    ----------
    swot
        A SWOT without empty quadrant.
    quadrants
        Upper triangle over S, W, O, T.
    factors
        Quadrant to the upper triangle over its items; not needed for a single item.

    Returns
    -------
    AWot

    Raises
    ------
    InvalidInput, InvalidMatrix
        Empty quadrant, or judgements that do not fit the items; the message names the quadrant.

    References
    ----------
    Kurttila, Pesonen, Kangas & Kajanus 2000, For. Policy Econ. 1:41-52.

    Examples
    --------
    >>> items = [SwotItem(q, q, evidence_ids=("e1",)) for q in "SWOT"]
    >>> found = a_wot(analyse_swot(items), ["1"] * 6, {})
    >>> found.factors["S1"]
    0.25
    """
    names = tuple(QUADRANTS)
    top = analyse(quadrants, names)
    weights = dict(zip(names, top.weights.tolist(), strict=True))
    ratios = {"SWOT": top.consistency.CR}
    found: dict[str, float] = {}
    for name in names:
        keys = [f"{name}{k}" for k in range(1, len(swot.quadrants[name]) + 1)]
        if not keys:
            raise InvalidInput(f"“{QUADRANTS[name]}”为空", where=name, cure="每个象限至少一条")
        inner = analyse(factors.get(name, ()), keys)
        ratios[name] = inner.consistency.CR
        for key, share in zip(keys, inner.weights.tolist(), strict=True):
            found[key] = weights[name] * share
    return AWot(
        method="a_wot_eigenvector",
        inputs_hash=inputs_hash(list(quadrants), {k: list(v) for k, v in factors.items()}),
        quadrants=weights,
        factors=found,
        CR=ratios,
    )


def draft_swot(tree: IndicatorTree, card: Scorecard) -> tuple[SwotItem, ...]:
    """Draft statements from leaf scores: top quartile to S or O, bottom quartile to W or T.

    The items are unconfirmed: a person has to approve them.

    Parameters
    ----------
    tree, card
        Indicator tree and the scorecard of an outcome for it.

    Returns
    -------
    tuple of SwotItem
        Unconfirmed items; empty if nothing was scored.

    References
    ----------
    Handbook of the project, section 9 (a proposal, no external authority, 2026).
    """
    scored = [(leaf, leaf.official) for leaf in card.leaves if leaf.official is not None]
    if not scored:
        return ()
    values = np.array([value for _, value in scored])
    low, high = np.quantile(values, [0.25, 0.75])
    drafts = []
    for leaf, value in scored:
        internal = tree.nodes[leaf.code].swot == "internal"
        if value >= high and value > low:
            quadrant, word, rating = ("S" if internal else "O"), "得分居前", 4
        elif value <= low and value < high:
            quadrant, word, rating = ("W" if internal else "T"), "得分居后", 1
        else:
            continue
        drafts.append(
            SwotItem(
                quadrant,
                f"{leaf.name}{word}（{value:.1f} 分，n={leaf.n}）",
                indicator_code=leaf.code,
                rating=rating,
                weight=leaf.weight,
                source="data",
                confirmed=False,
            )
        )
    return tuple(drafts)


def _factor_score(items: Sequence[SwotItem]) -> float | None:
    rated = [(item.rating, item.weight) for item in items if item.rating is not None]
    if not rated:
        return None
    weights = [1.0 if weight is None else weight for _, weight in rated]
    total = math.fsum(weights)
    if total <= 0:
        return None
    return math.fsum(w * r for w, (r, _) in zip(weights, rated, strict=True)) / total
