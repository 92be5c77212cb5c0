"""Between Delphi rounds: stability, stop rule and feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluation.delphi import ItemStats
from evaluation.errors import InvalidInput
from evaluation.provenance import BoolArray, FloatArray, Result, frozen, inputs_hash
from evaluation.ranks import mid_ranks, signed_rank_p
from evaluation.tables import rating_table


@dataclass(frozen=True, kw_only=True, eq=False)
class Stability(Result):
    """Change of every item between two rounds by the same experts; arrays of shape (items,).

    Attributes
    ----------
    changed
        Share of experts who changed category.
    p_wilcoxon
        Signed-rank p; 1 where nobody changed.
    spearman
        Rank correlation; NaN where a round has no variation.
    cv_change
        CV of the second minus the first round.
    stable
        Per item: p > .05, |change of CV| <= .05 and Spearman >= .75 where defined.
    median_changed
        Median over items of ``changed``.
    """

    changed: FloatArray
    p_wilcoxon: FloatArray
    spearman: FloatArray
    cv_change: FloatArray
    stable: BoolArray
    median_changed: float


@dataclass(frozen=True)
class StopRule:
    """When rounds end (all configurable; stored with the decision).

    Attributes
    ----------
    top_two_share, cv_ceiling
        An item has consensus if this share of experts chose the top two categories (or the
        interquartile range is narrow) and its CV is at most the ceiling.
    items_share
        Share of items that need consensus.
    changed_ceiling
        Median share of experts who changed category (Dajani, Sincoff & Talley 1979).
    stable_share
        Share of items that need to be stable, see `Stability` (Kalaian & Kasim 2012).
    response_floor
        Response rate of the last two rounds.
    last_round
        Hard limit.
    version
        Version of the rule.
    """

    top_two_share: float = 0.75
    cv_ceiling: float = 0.25
    items_share: float = 0.80
    changed_ceiling: float = 0.15
    stable_share: float = 0.80
    response_floor: float = 0.70
    last_round: int = 4
    version: str = "1.1"


@dataclass(frozen=True, kw_only=True, eq=False)
class StopDecision(Result):
    """Whether to stop and why.

    Attributes
    ----------
    stop
        Stop now.
    reached
        All criteria met (false when only the hard limit of rounds ends the study).
    reasons
        One Chinese line per criterion, with its figure.
    """

    stop: bool
    reached: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Feedback:
    """What one expert sees of one item in the next round; no names, no single ratings.

    Attributes
    ----------
    item
        Label.
    own
        The expert's own rating, None if left out.
    median, q1, q3, n
        Of the group.
    """

    item: str
    own: float | None
    median: float
    q1: float
    q3: float
    n: int


def round_stability(first: npt.ArrayLike, second: npt.ArrayLike) -> Stability:
    """Compare two rounds of the same experts on the same items.

    Parameters
    ----------
    first, second
        Shape (experts, items), same order in both; NaN allowed, pairs with a gap are left out.

    Returns
    -------
    Stability

    Raises
    ------
    InvalidInput
        Different shapes, or an item without two paired ratings.

    References
    ----------
    Dajani, Sincoff & Talley 1979, Technol. Forecast. Soc. Change 13:83-90; Kalaian & Kasim 2012,
    Pract. Assess. Res. Eval. 17:2.

    Examples
    --------
    >>> found = round_stability([[5, 4], [4, 4], [3, 5]], [[5, 4], [4, 4], [4, 5]])
    >>> found.changed.round(3).tolist()
    [0.333, 0.0]
    """
    a = rating_table(first, row_name="专家", column_name="条目", allow_missing=True)
    b = rating_table(second, row_name="专家", column_name="条目", allow_missing=True)
    if a.shape != b.shape:
        raise InvalidInput(
            f"两轮形状为 {a.shape} 与 {b.shape}",
            where="rounds",
            cure="只保留两轮都参加的专家与条目",
        )
    items = a.shape[1]
    changed, p, rho, cv = (np.full(items, np.nan) for _ in range(4))
    for j in range(items):
        both = ~np.isnan(a[:, j]) & ~np.isnan(b[:, j])
        x, y = a[both, j], b[both, j]
        if x.size < 2:
            raise InvalidInput("配对评分不足 2 个", where=f"第{j + 1}项", cure="请补评或删去该条目")
        changed[j] = float(np.mean(x != y))
        p[j] = signed_rank_p(x, y)
        if x.std() > 0 and y.std() > 0:
            rho[j] = float(np.corrcoef(mid_ranks(x), mid_ranks(y))[0, 1])
        cv[j] = y.std(ddof=1) / y.mean() - x.std(ddof=1) / x.mean()
    stable = (p > 0.05) & (np.abs(cv) <= 0.05) & (np.isnan(rho) | (rho >= 0.75))
    stable.setflags(write=False)
    return Stability(
        method="wilcoxon_spearman_cv",
        inputs_hash=inputs_hash(np.nan_to_num(a, nan=-9e9), np.nan_to_num(b, nan=-9e9)),
        changed=frozen(changed),
        p_wilcoxon=frozen(p),
        spearman=frozen(rho),
        cv_change=frozen(cv),
        stable=stable,
        median_changed=float(np.median(changed)),
    )


def stop_decision(
    stats: ItemStats,
    responses: Sequence[float],
    concordances: Sequence[float],
    stability: Stability | None,
    rule: StopRule | None = None,
) -> StopDecision:
    """Decide whether a Delphi study may stop after the present round.

    Parameters
    ----------
    stats
        Items of the present round.
    responses, concordances
        Response rate and Kendall W per round so far.
    stability
        Comparison with the previous round; None in the first round.
    rule
        Limits.

    Returns
    -------
    StopDecision

    Raises
    ------
    InvalidInput
        Not one response rate and one W per round.

    References
    ----------
    Handbook of the project, section 3.5, after Dajani 1979 and Kalaian & Kasim 2012.
    """
    rule = rule or StopRule()
    number = len(responses)
    if number < 1 or len(concordances) != number:
        raise InvalidInput("轮次数不符", where="responses", cure="每轮各一个回收率和 W")
    # The equivalent of "IQR at most 1 on five points, 2 on nine points".
    narrow = stats.iqr <= (stats.scale_max - stats.scale_min) / 4 + 1e-9
    agreed = ((stats.top_two >= rule.top_two_share - 1e-9) | narrow) & (
        stats.cv <= rule.cv_ceiling + 1e-9
    )
    share = float(np.mean(agreed))
    checks = [
        (
            share >= rule.items_share - 1e-9,
            f"达成共识的条目 {share:.0%}（要求 {rule.items_share:.0%}）",
        )
    ]
    if stability is None:
        checks.append((False, "尚无上一轮可比较，稳定性未知"))
    else:
        moved = stability.median_changed
        checks.append(
            (
                moved < rule.changed_ceiling,
                f"改变评分的专家（中位）{moved:.0%}（要求低于 {rule.changed_ceiling:.0%}）",
            )
        )
        steady = float(np.mean(stability.stable))
        checks.append(
            (
                steady >= rule.stable_share - 1e-9,
                f"两轮间稳定的条目 {steady:.0%}（要求 {rule.stable_share:.0%}）",
            )
        )
        checks.append(
            (
                concordances[-1] >= concordances[-2] - 1e-9,
                f"协调系数 W 由 {concordances[-2]:.3f} 到 {concordances[-1]:.3f}",
            )
        )
    recent = min(responses[-2:])
    checks.append(
        (
            recent >= rule.response_floor - 1e-9,
            f"最近两轮回收率最低 {recent:.0%}（要求 {rule.response_floor:.0%}）",
        )
    )
    reached = all(ok for ok, _ in checks)
    reasons = [("达到：" if ok else "未达到：") + text for ok, text in checks]
    if not reached and number >= rule.last_round:
        reasons.append(f"已到第 {number} 轮上限，停止并说明未达成共识的条目")
    return StopDecision(
        method="delphi_stop_rule",
        params={"rule": rule, "round": number},
        inputs_hash=inputs_hash(
            stats.inputs_hash,
            list(responses),
            list(concordances),
            None if stability is None else stability.inputs_hash,
        ),
        stop=reached or number >= rule.last_round,
        reached=reached,
        reasons=tuple(reasons),
    )


def feedback(ratings: npt.ArrayLike, stats: ItemStats, expert: int) -> tuple[Feedback, ...]:
    """Return the controlled feedback for one expert: own rating, group median and quartiles.

    Parameters
    ----------
    ratings, stats
        The round, shape (experts, items), and its statistics.
    expert
        Row of the expert, from zero.

    Returns
    -------
    tuple of Feedback
        One per item, in order.

    Raises
    ------
    InvalidInput
        No such expert.

    References
    ----------
    Controlled feedback: Dalkey & Helmer 1963, Manage. Sci. 9:458-467.
    """
    table = rating_table(
        ratings, row_name="专家", column_name="条目", columns=stats.items, allow_missing=True
    )
    if not 0 <= expert < table.shape[0]:
        raise InvalidInput(f"没有第 {expert + 1} 位专家", where="expert", cure="请核对序号")
    own: Sequence[float] = table[expert].tolist()
    return tuple(
        Feedback(
            item=name,
            own=None if np.isnan(own[j]) else own[j],
            median=float(stats.median[j]),
            q1=float(stats.q1[j]),
            q3=float(stats.q3[j]),
            n=int(stats.n[j]),
        )
        for j, name in enumerate(stats.items)
    )
