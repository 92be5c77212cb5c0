"""Reads of service requests and the facts for the timeliness figure (7.1.2.3)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.identity import queries as identity
from backend.features.notifications import queries as notifications
from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.schemas import ClockView, RequestRow, RequestView
from backend.features.service_desk.states import (
    KIND_LABELS,
    OPEN,
    WORKFLOW,
    RequestKind,
    RequestStatus,
)
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

__all__ = [
    "ClockView",
    "RequestFact",
    "clock_about",
    "clock_of",
    "clocks_about",
    "open_count",
    "request_page",
    "request_view",
    "requests_in",
]


@dataclass(frozen=True)
class RequestFact:
    """One request as the figures see it; intervals are working days, pauses taken off."""

    id: uuid.UUID
    number: str
    kind: RequestKind
    title: str
    link: str
    subject_type: str
    subject_id: uuid.UUID
    requester_org_id: uuid.UUID | None
    status: RequestStatus
    asked_at: datetime
    first_response_at: datetime | None
    completed_at: datetime | None
    response_days: float | None
    completion_days: float | None
    paused_days: float
    due_days: int
    warning: str


def _paused(uow: UnitOfWork, request: ServiceRequest) -> float:
    running = 0.0
    if request.waiting_since is not None:
        running = uow.ports.calendar.working_days_between(request.waiting_since, uow.now())
    return request.paused_days + running


def clock_of(uow: UnitOfWork, request: ServiceRequest) -> ClockView:
    """Return where the clock of a request stands now."""
    calendar = uow.ports.calendar
    end = request.completed_at or uow.now()
    span = calendar.measure(request.asked_at, end)
    paused = _paused(uow, request)
    response = (
        calendar.working_days_between(request.asked_at, request.first_response_at)
        if request.first_response_at
        else None
    )
    late_at = request.completed_at or (None if request.waiting_since else uow.now())
    return ClockView(
        asked_at=request.asked_at,
        due_at=request.due_at,
        first_response_at=request.first_response_at,
        completed_at=request.completed_at,
        response_days=response,
        used_days=max(0.0, span.days - paused),
        due_days=request.due_days,
        paused_days=paused,
        waiting=request.waiting_since is not None,
        overdue=(
            request.status is not RequestStatus.CANCELLED
            and late_at is not None
            and late_at > request.due_at
        ),
        warning=span.warning.message_zh if span.warning else "",
    )


def clock_about(uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind) -> ClockView | None:
    """Return the clock of the newest request of a kind about a subject."""
    request = uow.session.exec(
        select(ServiceRequest)
        .where(col(ServiceRequest.subject_id) == subject_id, col(ServiceRequest.kind) == kind)
        .order_by(col(ServiceRequest.id).desc())
    ).first()
    return clock_of(uow, request) if request else None


def clocks_about(
    uow: UnitOfWork, subject_ids: set[uuid.UUID], kind: RequestKind
) -> dict[uuid.UUID, ClockView]:
    """Return the clock of the newest request per subject."""
    if not subject_ids:
        return {}
    rows = uow.session.exec(
        select(ServiceRequest)
        .where(col(ServiceRequest.subject_id).in_(subject_ids), col(ServiceRequest.kind) == kind)
        .order_by(col(ServiceRequest.id))
    ).all()
    return {row.subject_id: clock_of(uow, row) for row in rows}


def requests_in(uow: UnitOfWork, start: datetime, end: datetime) -> list[RequestFact]:
    """Return all requests asked in the half-open span [start, end), the oldest first.

    Cancelled ones are included with their status, so that the figure can list them as excluded.
    """
    rows = uow.session.exec(
        select(ServiceRequest)
        .where(col(ServiceRequest.asked_at) >= start, col(ServiceRequest.asked_at) < end)
        .order_by(col(ServiceRequest.asked_at), col(ServiceRequest.id))
    ).all()
    return [_fact(uow, row) for row in rows]


def _fact(uow: UnitOfWork, request: ServiceRequest) -> RequestFact:
    clock = clock_of(uow, request)
    return RequestFact(
        id=request.id,
        number=request.number,
        kind=request.kind,
        title=request.title,
        link=request.link,
        subject_type=request.subject_type,
        subject_id=request.subject_id,
        requester_org_id=request.requester_org_id,
        status=request.status,
        asked_at=request.asked_at,
        first_response_at=request.first_response_at,
        completed_at=request.completed_at,
        response_days=clock.response_days,
        completion_days=clock.used_days if request.completed_at else None,
        paused_days=clock.paused_days,
        due_days=request.due_days,
        warning=clock.warning,
    )


def request_page(
    uow: UnitOfWork,
    page: PageRequest,
    *,
    kind: RequestKind | None = None,
    status: RequestStatus | None = None,
    overdue: bool = False,
) -> Page[RequestRow]:
    """Return the requests the actor may see."""
    statement = select(ServiceRequest).where(uow.visible("service_request.read"))
    if kind is not None:
        statement = statement.where(col(ServiceRequest.kind) == kind)
    if status is not None:
        statement = statement.where(col(ServiceRequest.status) == status)
    if overdue:
        statement = statement.where(
            col(ServiceRequest.status).in_(OPEN),
            col(ServiceRequest.waiting_since).is_(None),
            col(ServiceRequest.due_at) < uow.now(),
        )
    order = ordering(
        page,
        {"asked_at": col(ServiceRequest.asked_at), "due_at": col(ServiceRequest.due_at)},
        "-asked_at",
    )
    rows, total = fetch_page(uow.session, statement, page, order, col(ServiceRequest.id))
    names = identity.organisation_names(
        uow, {row.requester_org_id for row in rows if row.requester_org_id}
    )
    owners = identity.user_names(uow, {row.owner_id for row in rows if row.owner_id})
    items = [_row(uow, row, names, owners) for row in rows]
    return Page(items=items, total=total, page=page.page, size=page.size)


def _row(
    uow: UnitOfWork,
    request: ServiceRequest,
    names: dict[uuid.UUID, str],
    owners: dict[uuid.UUID, str],
) -> RequestRow:
    return RequestRow(
        id=request.id,
        version=request.version,
        number=request.number,
        kind=request.kind,
        kind_label=KIND_LABELS[request.kind][0],
        subject_type=request.subject_type,
        subject_id=request.subject_id,
        title=request.title,
        link=request.link,
        requester_org_id=request.requester_org_id,
        requester_org_name=_name(names, request.requester_org_id),
        owner_name=_name(owners, request.owner_id),
        status=request.status,
        status_label=WORKFLOW.label(request.status),
        clock=clock_of(uow, request),
        available_actions=WORKFLOW.available(uow, request),
    )


def _name(names: dict[uuid.UUID, str], key: uuid.UUID | None) -> str:
    return names.get(key, "") if key else ""


def request_view(uow: UnitOfWork, request: ServiceRequest) -> RequestView:
    """Return one request with its history."""
    names = identity.organisation_names(
        uow, {request.requester_org_id} if request.requester_org_id else set()
    )
    owners = identity.user_names(uow, {request.owner_id} if request.owner_id else set())
    return RequestView(
        **_row(uow, request, names, owners).model_dump(),
        history=notifications.history(uow, request.id),
    )


def open_count(uow: UnitOfWork) -> int:
    """Return how many requests the actor sees that are not finished."""
    return uow.session.exec(
        select(sa.func.count())
        .select_from(ServiceRequest)
        .where(uow.visible("service_request.read"), col(ServiceRequest.status).in_(OPEN))
    ).one()
