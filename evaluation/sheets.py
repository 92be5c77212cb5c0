"""Score sheets of experts: a score, an abstention with a reason, or a fault with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.errors import InvalidInput, MissingRating
from evaluation.indicators import SCALE_MAX, SCALE_MIN, IndicatorTree


@dataclass(frozen=True)
class Rating:
    """One expert's score of one leaf.

    Attributes
    ----------
    value
        0-100, or None with a reason: abstaining is not zero.
    abstain_reason
        Why no score was given.
    comment, evidence_ids
        Words and evidence behind the score.
    """

    value: float | None
    abstain_reason: str = ""
    comment: str = ""
    evidence_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScoreSheet:
    """One expert's sheet.

    Attributes
    ----------
    expert
        Pseudonym.
    ratings
        Leaf code to rating (or plain number).
    leaves
        Leaves assigned to the expert; None means all of the tree.
    category
        Expert category.
    recused, recusal_reason
        A recused expert's ratings are kept but not counted.
    """

    expert: str
    ratings: Mapping[str, Rating | float]
    leaves: tuple[str, ...] | None = None
    category: str = ""
    recused: bool = False
    recusal_reason: str = ""


def missing_comments(sheet: ScoreSheet, low: float = 10.0, high: float = 90.0) -> tuple[str, ...]:
    """Return leaves with an extreme score but no comment (clause 5.1.2.1.1).

    Parameters
    ----------
    sheet
        Sheet of one expert.
    low, high
        Scores at or beyond these limits need words.

    Returns
    -------
    tuple of str
        Leaf codes.

    Examples
    --------
    >>> missing_comments(ScoreSheet("e1", {"A1": 95.0, "A2": Rating(5.0, comment="no data")}))
    ('A1',)
    """
    found = []
    for code, rating in sheet.ratings.items():
        value, comment = (
            (rating.value, rating.comment) if isinstance(rating, Rating) else (rating, "")
        )
        if value is not None and (value <= low or value >= high) and not comment.strip():
            found.append(code)
    return tuple(found)


def check_sheets(
    tree: IndicatorTree, sheets: Sequence[ScoreSheet]
) -> tuple[tuple[ScoreSheet, ...], tuple[ScoreSheet, ...]]:
    """Check sheets and split them into counted and recused ones.

    Parameters
    ----------
    tree, sheets
        Indicator tree and one sheet per expert.

    Returns
    -------
    tuple
        Counted sheets and recused ones.

    Raises
    ------
    MissingRating, InvalidInput
        As in `score_sheets`.

    References
    ----------
    Clauses 5.1.1.1 and 5.1.2.3.5.
    """
    seen: set[str] = set()
    for sheet in sheets:
        if sheet.expert in seen:
            raise InvalidInput("同一专家有两份评分表", where=sheet.expert, cure="请保留一份")
        seen.add(sheet.expert)
        for code in (*sheet.ratings, *(sheet.leaves or ())):
            if code not in tree.leaf_codes:
                raise InvalidInput(f"没有叶指标“{code}”", where=sheet.expert, cure="请核对编号")
        if sheet.recused:
            continue
        for code in sheet.leaves if sheet.leaves is not None else tree.leaf_codes:
            _check_rating(sheet.ratings.get(code), f"{sheet.expert}/{code}", tree.nodes[code].name)
    counted = tuple(sheet for sheet in sheets if not sheet.recused)
    return counted, tuple(sheet for sheet in sheets if sheet.recused)


def _check_rating(rating: Rating | float | None, place: str, name: str) -> None:
    if rating is None:
        raise MissingRating(f"“{name}”没有评分", where=place, cure="请评分，或说明理由后弃评")
    if isinstance(rating, Rating):
        if rating.value is None:
            if not rating.abstain_reason.strip():
                raise MissingRating(f"“{name}”弃评但无理由", where=place, cure="请说明弃评理由")
            return
        value = rating.value
    else:
        value = rating
    if isinstance(value, bool) or not SCALE_MIN <= value <= SCALE_MAX:
        raise InvalidInput(f"评分 {value} 不在 0–100", where=place, cure="请填 0–100 的数")


def values_of(code: str, sheets: Sequence[ScoreSheet]) -> tuple[list[float], int]:
    """Return the scores of one leaf in sheet order and the number of abstentions."""
    values: list[float] = []
    abstentions = 0
    for sheet in sheets:
        if sheet.leaves is not None and code not in sheet.leaves:
            continue
        rating = sheet.ratings[code]
        value = rating.value if isinstance(rating, Rating) else float(rating)
        if value is None:
            abstentions += 1
        else:
            values.append(float(value))
    return values, abstentions
