"""Near duplicates of an outcome, without telling secrets of others (6.1.1)."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from backend.features.identity import queries as identity
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import PUBLIC, WORKFLOW, OutcomeStatus
from backend.features.outcomes.views import DuplicateRow, DuplicatesView
from backend.features.taxonomy.queries import fold
from backend.kernel.uow import UnitOfWork

THRESHOLD = 0.6
TITLE_ONLY_THRESHOLD = 0.85
TITLE_WEIGHT = 0.4
COMPARED = 5_000
COMPARED_CHARS = 400
SHOWN = 10


@dataclass(frozen=True)
class Sketch:
    """The pairs of neighbouring characters of title and summary."""

    title: frozenset[str]
    summary: frozenset[str]


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a folded text."""
    folded = fold(text[:COMPARED_CHARS])
    return frozenset(folded[i : i + 2] for i in range(len(folded) - 1))


def sketch(title: str, summary: str) -> Sketch:
    """Return what an outcome is compared by."""
    return Sketch(bigrams(title), bigrams(summary))


def dice(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the Sørensen-Dice coefficient 2|A∩B| / (|A|+|B|), 0 to 1; 0 when one is empty."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def similarity(left: Sketch, right: Sketch) -> float:
    """Return how alike two outcomes are, 0 to 1: title and summary weighed, else the title."""
    by_title = dice(left.title, right.title)
    if left.summary and right.summary:
        return TITLE_WEIGHT * by_title + (1 - TITLE_WEIGHT) * dice(left.summary, right.summary)
    # titles of one trade are alike by themselves, so a title alone has to agree much more
    return by_title if by_title >= TITLE_ONLY_THRESHOLD else 0.0


def duplicates(uow: UnitOfWork, outcome: Outcome) -> DuplicatesView:
    """Return what is much like this outcome.

    Named are those the actor may see and those in the public library; others that were handed
    in are only counted; a draft somebody else is writing is not even that.
    """
    mine = uow.visible("outcome.read")
    rows = uow.session.execute(
        sa.select(
            col(Outcome.id),
            col(Outcome.title),
            col(Outcome.summary),
            col(Outcome.status),
            mine.label("visible"),
        )
        .where(
            col(Outcome.id) != outcome.id,
            col(Outcome.status).not_in([OutcomeStatus.WITHDRAWN, OutcomeStatus.REFUSED]),
        )
        .order_by(col(Outcome.id).desc())
        .limit(COMPARED)
    ).all()
    this = sketch(outcome.title, outcome.summary)
    found: list[tuple[float, Outcome]] = []
    hidden = 0
    for identity_, title, summary, status, visible in rows:
        score = similarity(this, sketch(title, summary))
        if score < THRESHOLD:
            continue
        if visible or status in PUBLIC:
            found.append((score, uow.session.get_one(Outcome, identity_)))
        elif status is not OutcomeStatus.DRAFT:
            hidden += 1
    found.sort(key=lambda pair: -pair[0])
    found = found[:SHOWN]
    names = identity.organisation_names(uow, {other.holder_org_id for _, other in found})
    return DuplicatesView(
        items=[
            DuplicateRow(
                id=other.id,
                number=other.number,
                title=other.title,
                holder_name=names.get(other.holder_org_id, ""),
                status_label=WORKFLOW.label(other.status),
                similarity=round(score * 100),
            )
            for score, other in found
        ],
        hidden=hidden,
        message=_message(len(found), hidden),
    )


def _message(found: int, hidden: int) -> str:
    if not found and not hidden:
        return ""
    parts = [f"发现 {found} 项相近成果，请确认不是重复提交。"] if found else []
    if hidden:
        parts.append(f"平台另有 {hidden} 项尚未公开的相近成果，内容不予显示。")
    return "".join(parts)
