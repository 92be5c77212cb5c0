"""The list of assessments."""

import uuid

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.panels import assessment_row
from backend.features.assessment.schemas.panels import AssessmentRow
from backend.features.assessment.states import AssessmentStatus
from backend.features.identity.queries import organisation_names
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork


def assessment_page(
    uow: UnitOfWork,
    request: PageRequest,
    *,
    q: str = "",
    status: AssessmentStatus | None = None,
    outcome_id: uuid.UUID | None = None,
) -> Page[AssessmentRow]:
    """Return the assessments the actor may know of."""
    statement = select(Assessment).where(uow.visible("assessment.read"))
    if q:
        statement = statement.where(
            sa.or_(
                col(Assessment.outcome_title).contains(q, autoescape=True),
                col(Assessment.number) == q.upper(),
            )
        )
    if status is not None:
        statement = statement.where(col(Assessment.status) == status)
    if outcome_id is not None:
        statement = statement.where(col(Assessment.outcome_id) == outcome_id)
    order = ordering(
        request,
        {"created_at": col(Assessment.created_at), "due_on": col(Assessment.due_on)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Assessment.id))
    names = organisation_names(uow, {row.holder_org_id for row in rows})
    items = [assessment_row(uow, row, names[row.holder_org_id]) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)
