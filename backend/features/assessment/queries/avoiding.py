"""Reads of the holder's request to keep experts away."""

import uuid

from sqlmodel import col, select

from backend.features.assessment.models import Assessment, AvoidRequest
from backend.features.assessment.schemas.avoiding import MOST, AvoidedView, AvoidView
from backend.features.assessment.states import UNDER_WAY, AssessmentStatus
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.uow import UnitOfWork

# before it is handed in nobody organises a panel
OPEN_STATES = frozenset({OutcomeStatus.SUBMITTED, OutcomeStatus.RETURNED, OutcomeStatus.ACCEPTED})
PANEL_STANDS = UNDER_WAY - {AssessmentStatus.PREPARING}


def request_of(uow: UnitOfWork, outcome_id: uuid.UUID) -> AvoidRequest | None:
    """Return the request of an outcome."""
    return uow.session.exec(
        select(AvoidRequest).where(col(AvoidRequest.outcome_id) == outcome_id)
    ).first()


def closed_because(uow: UnitOfWork, outcome: Outcome) -> str:
    """Say why nobody may be named now; nothing while it is possible."""
    started = uow.session.exec(
        select(Assessment.id).where(
            col(Assessment.outcome_id) == outcome.id, col(Assessment.status).in_(PANEL_STANDS)
        )
    ).first()
    if started is not None:
        return "评估已启动，专家组已经确定；如对结果有异议，可在报告出具后申诉。"
    if outcome.status not in OPEN_STATES:
        return "提交申请之后、评估启动之前可以申请专家回避。"
    return ""


def avoid_view(uow: UnitOfWork, outcome: Outcome) -> AvoidView:
    """Return the request, or an empty form."""
    row = request_of(uow, outcome.id)
    why = closed_because(uow, outcome)
    return AvoidView(
        version=row.version if row else 0,
        outcome_id=outcome.id,
        outcome_title=outcome.title,
        number=outcome.number,
        people=[AvoidedView(**person) for person in row.people] if row else [],
        most=MOST,
        filed_by_name=row.filed_by_name if row else "",
        filed_at=row.filed_at if row else None,
        editable=not why and uow.allows("avoid_request.file", outcome),
        closed_because=why,
    )
