"""Points with experience coefficient, maturity of service items and stars, as data.

The service certification rules print bands that overlap or leave gaps; the printed limits are
kept as data, half-open, and the doubtful ones are named in `DOUBTS`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.errors import InvalidInput
from evaluation.grading import EPSILON, Band, Bands
from evaluation.provenance import Result, inputs_hash

ALPHA_WORDS = (
    (0.2, "远低于预期"),
    (0.4, "低于预期"),
    (0.6, "符合预期"),
    (0.8, "高于预期"),
    (1.0, "远高于预期"),
)
"""Right-closed bands of the experience coefficient: exactly .6 is 符合预期."""

STAR_BANDS = Bands(
    "stars",
    "printed",
    (Band(0, 80, "无星"), Band(80, 90, "三星"), Band(90, 95, "四星"), Band(95, 100, "五星")),
)
MATURITY_BANDS = Bands(
    "service-maturity",
    "printed",
    (
        Band(20, 45, "一级"),
        Band(45, 70, "二级"),
        Band(70, 95, "三级"),
        Band(95, 105, "四级"),
        Band(105, 145, "五级"),
    ),
)
STAR_BY_MATURITY = {"一级": "无星", "二级": "无星", "三级": "三星", "四级": "五星", "五级": "五星"}
"""Highest star that a maturity level allows."""

DOUBTS = (
    "四级的上限 105 疑为 120 之误：各项均为四级时总分 116，按印出的界限为五级",
    "结果表 60–79、80–90、≥90 在 90 处重叠，在 79–80、89–90、94–95 之间有空隙，按左闭右开处理",
    "成熟度最低可得 29，20–28 不可能出现",
)
_STARS = ("无星", "三星", "四星", "五星")


@dataclass(frozen=True, kw_only=True, eq=False)
class Certification(Result):
    """Combined result.

    Attributes
    ----------
    score, star_by_score
        Total of points x alpha (mean over raters) and its star.
    maturity, maturity_level
        Total of level x points/5 and its band.
    star
        The lower of the two stars; 无星 without conformity.
    """

    score: float
    star_by_score: str
    maturity: float
    maturity_level: str
    star: str


def alpha_band(alpha: float) -> str:
    """Return the word of an experience coefficient.

    Parameters
    ----------
    alpha
        0-1.

    Returns
    -------
    str
        One of five words; bands are closed on the right: .6 is 符合预期.

    Raises
    ------
    InvalidInput
        Outside 0-1.

    References
    ----------
    Service certification specification 002, experience coefficient (five levels).

    Examples
    --------
    >>> alpha_band(0.6), alpha_band(0.61)
    ('符合预期', '高于预期')
    """
    if not -EPSILON <= alpha <= 1 + EPSILON:
        raise InvalidInput(f"α={alpha} 不在 0–1", where="alpha", cure="请填 0–1")
    return next(word for limit, word in ALPHA_WORDS if alpha <= limit + EPSILON)


def alpha_score(points: Sequence[float], alphas: Sequence[float]) -> float:
    """Return the sum of points x alpha of one rater.

    Parameters
    ----------
    points, alphas
        Points of the items and the coefficient 0-1 of each.

    Returns
    -------
    float
        Total, 0-100 when the points sum to 100.

    Raises
    ------
    InvalidInput
        Different counts, or a coefficient outside 0-1; the message names the item.

    References
    ----------
    Service certification specification 002: item score = points x alpha.

    Examples
    --------
    >>> alpha_score([60, 40], [0.8, 0.5])
    68.0
    """
    if len(points) != len(alphas):
        raise InvalidInput(
            f"{len(alphas)} 个 α 对 {len(points)} 项", where="alpha", cure="逐项给出"
        )
    for k, alpha in enumerate(alphas):
        if not 0 <= alpha <= 1:
            raise InvalidInput(f"α={alpha} 不在 0–1", where=f"第{k + 1}项", cure="请填 0–1")
    return math.fsum(p * a for p, a in zip(points, alphas, strict=True))


def star(score: float) -> str:
    """Return the star of a score 0-100.

    Parameters
    ----------
    score
        0-100.

    Returns
    -------
    str
        无星 below 80, 三星 [80, 90), 四星 [90, 95), 五星 [95, 100].

    Raises
    ------
    InvalidInput
        Outside 0-100.

    References
    ----------
    Service certification specification 002; printed limits read half-open, see `DOUBTS`.

    Examples
    --------
    >>> star(79.9), star(80), star(95)
    ('无星', '三星', '五星')
    """
    return STAR_BANDS.of(score).label


def maturity_total(points: Sequence[float], levels: Sequence[int]) -> float:
    """Return the sum of level x points/5; points are 5 or 10, levels 1-5.

    Parameters
    ----------
    points, levels
        Points of the items (5 or 10) and levels 1-5.

    Returns
    -------
    float
        29-145 for the 21 items of the rules.

    Raises
    ------
    InvalidInput
        Different counts, or a level outside 1-5; the message names the item.

    References
    ----------
    Service certification specification 002, maturity.

    Examples
    --------
    >>> maturity_total([5, 10], [3, 4])
    11.0
    """
    if len(points) != len(levels):
        raise InvalidInput(
            f"{len(levels)} 个等级对 {len(points)} 项", where="levels", cure="逐项给出"
        )
    for k, level in enumerate(levels):
        if level not in {1, 2, 3, 4, 5}:
            raise InvalidInput(f"等级 {level} 不在 1–5", where=f"第{k + 1}项", cure="请更正")
    return math.fsum(p * level / 5 for p, level in zip(points, levels, strict=True))


def maturity_band(total: float) -> str:
    """Return the printed band of a maturity total.

    Parameters
    ----------
    total
        20-145.

    Returns
    -------
    str
        一级 to 五级.

    Raises
    ------
    InvalidInput
        Outside 20-145.

    References
    ----------
    Service certification specification 002, printed limits 20, 45, 70, 95, 105, 145.

    Examples
    --------
    >>> maturity_band(87), maturity_band(116)
    ('三级', '五级')
    """
    return MATURITY_BANDS.of(total).label


def certify(
    points: Sequence[float],
    alphas_by_rater: Sequence[Sequence[float]],
    maturity_points: Sequence[float],
    levels: Sequence[int],
    *,
    conforms: bool,
) -> Certification:
    """Combine both results: the star is the lower of the two, and none without conformity.

    Parameters
    ----------
    points, alphas_by_rater
        Points per item; per rater a coefficient per item.
    maturity_points, levels
        Points and levels of the maturity items.
    conforms
        Whether the conformity check was passed.

    Returns
    -------
    Certification

    Raises
    ------
    InvalidInput
        No rater, different counts, values out of range.

    References
    ----------
    Service certification specification 002, result table.

    Examples
    --------
    >>> found = certify([100], [[0.96]], [5] * 13 + [10] * 8, [3] * 21, conforms=True)
    >>> found.star_by_score, found.maturity_level, found.star
    ('五星', '三级', '三星')
    """
    if not alphas_by_rater:
        raise InvalidInput("没有评分人", where="alpha", cure="至少一人次")
    totals = [alpha_score(points, alphas) for alphas in alphas_by_rater]
    score = math.fsum(totals) / len(totals)
    total = maturity_total(maturity_points, levels)
    by_score, level = star(score), maturity_band(total)
    allowed = STAR_BY_MATURITY[level]
    lower = min(by_score, allowed, key=_STARS.index)
    return Certification(
        method="printed_bands",
        params={"doubts": DOUBTS},
        inputs_hash=inputs_hash(
            list(points), [list(a) for a in alphas_by_rater], list(maturity_points), list(levels)
        ),
        score=score,
        star_by_score=by_score,
        maturity=total,
        maturity_level=level,
        star=lower if conforms else "无星",
    )
