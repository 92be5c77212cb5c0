"""What waits: reviews for staff, corrections and drafts for holders."""

from sqlmodel import col, select

from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.features.service_desk import queries as desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.policy import Role
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def outcome_todos(uow: UnitOfWork) -> list[Todo]:
    """Return outcomes that wait for the actor."""
    if uow.actor.role is Role.OPERATOR:
        return _reviews(uow)
    if uow.actor.role is Role.HOLDER:
        return _own(uow)
    return []


def _reviews(uow: UnitOfWork) -> list[Todo]:
    rows = uow.session.exec(
        select(Outcome)
        .where(col(Outcome.status) == OutcomeStatus.SUBMITTED, uow.visible("outcome.review"))
        .order_by(col(Outcome.submitted_at))
        .limit(100)
    ).all()
    clocks = desk.clocks_about(uow, {row.id for row in rows}, RequestKind.FORMAL_REVIEW)
    return [
        Todo("formal_review", row.id, f"形式审查：{row.title}", f"/work/reviews/{row.id}",
             row.submitted_at or row.created_at,
             clocks[row.id].due_at if row.id in clocks else None)
        for row in rows
    ]  # fmt: skip


def _own(uow: UnitOfWork) -> list[Todo]:
    returned = uow.session.exec(
        select(Outcome)
        .where(col(Outcome.status) == OutcomeStatus.RETURNED, uow.visible("outcome.update"))
        .limit(100)
    ).all()
    drafts = uow.session.exec(
        select(Outcome)
        .where(
            col(Outcome.status) == OutcomeStatus.DRAFT,
            col(Outcome.owner_id) == uow.actor.user_id,
            uow.visible("outcome.update"),
        )
        .order_by(col(Outcome.updated_at).desc())
        .limit(20)
    ).all()
    return [
        Todo("outcome_returned", row.id, f"补正：{row.title}", f"/work/outcomes/{row.id}/edit",
             row.updated_at)
        for row in returned
    ] + [
        Todo("outcome_draft", row.id, f"继续填写：{row.title}", f"/work/outcomes/{row.id}/edit",
             row.updated_at)
        for row in drafts
    ]  # fmt: skip
