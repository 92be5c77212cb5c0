"""What waits for the sides of introductions."""

from sqlmodel import col, select

from backend.features.matchmaking.access import side_of
from backend.features.matchmaking.models import Introduction
from backend.features.matchmaking.queries.pages import waits_for
from backend.features.matchmaking.states import IntroductionStatus
from backend.features.outcomes import queries as outcomes
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def matchmaking_todos(uow: UnitOfWork) -> list[Todo]:
    """Return introductions that wait for the consent of the actor's side."""
    rows = uow.session.exec(
        select(Introduction)
        .where(
            uow.visible("introduction.consent"),
            col(Introduction.status) == IntroductionStatus.PROPOSED,
        )
        .order_by(col(Introduction.created_at))
        .limit(100)
    ).all()
    waiting = [row for row in rows if waits_for(row, side_of(uow.actor, row))]
    briefs = outcomes.brief(uow, {row.outcome_id for row in waiting})
    return [
        Todo("introduction", row.id, f"对接待答复：{briefs[row.outcome_id].title}",
             f"/work/introductions/{row.id}", row.created_at)
        for row in waiting
    ]  # fmt: skip
