"""Commands on service requests; other features call them inside their own unit of work.

Waiting time of the user is measured in working days and taken off (7.1.2.3).
"""

import math
import uuid

from sqlmodel import col, select

from backend.features.service_desk.events import RequestOpened, RequestPaused, RequestResumed
from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.states import OPEN, WORKFLOW, RequestKind, RequestStatus
from backend.kernel.ids import next_number
from backend.kernel.policy import SYSTEM
from backend.kernel.uow import UnitOfWork


def find_open(uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind) -> ServiceRequest | None:
    """Return the running request of a kind about a subject."""
    return uow.session.exec(
        select(ServiceRequest)
        .where(
            col(ServiceRequest.subject_id) == subject_id,
            col(ServiceRequest.kind) == kind,
            col(ServiceRequest.status).in_(OPEN),
        )
        .order_by(col(ServiceRequest.id).desc())
    ).first()


def open_request(
    uow: UnitOfWork,
    *,
    kind: RequestKind,
    subject_type: str,
    subject_id: uuid.UUID,
    title: str,
    link: str,
    requester_org_id: uuid.UUID | None,
    due_days: int,
) -> ServiceRequest:
    """Start the clock of a service; a running request about the same thing is given back."""
    running = find_open(uow, subject_id, kind)
    if running is not None:
        return running
    now = uow.now()
    request = uow.add(
        ServiceRequest(
            number=next_number(uow.session, "FW", now),
            kind=kind,
            subject_type=subject_type,
            subject_id=subject_id,
            title=title[:200],
            link=link,
            requester_id=uow.actor.user_id,
            requester_org_id=requester_org_id,
            asked_at=now,
            due_days=due_days,
            due_at=uow.ports.calendar.add_working_days(now, due_days),
        )
    )
    uow.record(RequestOpened(aggregate_id=request.id, kind=kind.value, subject_id=subject_id))
    return request


def _acknowledge(uow: UnitOfWork, request: ServiceRequest) -> None:
    if request.status is not RequestStatus.OPENED:
        return
    who = uow.actor.user_id
    with uow.acting_as(SYSTEM):
        WORKFLOW.fire(uow, request, "acknowledge")
    request.first_response_at = uow.now()
    request.owner_id = request.owner_id or who


def respond(uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind) -> ServiceRequest | None:
    """Note the first answer to the user; later answers change nothing."""
    request = find_open(uow, subject_id, kind)
    if request is not None:
        _acknowledge(uow, request)
    return request


def pause(uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind) -> ServiceRequest | None:
    """Stop the clock while the user is asked for something."""
    request = find_open(uow, subject_id, kind)
    if request is None or request.waiting_since is not None:
        return request
    _acknowledge(uow, request)
    request.waiting_since = uow.now()
    uow.record(RequestPaused(aggregate_id=request.id))
    return request


def resume(uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind) -> ServiceRequest | None:
    """Let the clock run again; what was left of the term is left again."""
    request = find_open(uow, subject_id, kind)
    if request is None or request.waiting_since is None:
        return request
    _end_pause(uow, request)
    calendar = uow.ports.calendar
    now = uow.now()
    used = calendar.working_days_between(request.asked_at, now) - request.paused_days
    left = max(1, math.ceil(request.due_days - used))
    request.due_at = calendar.add_working_days(now, left)
    uow.record(RequestResumed(aggregate_id=request.id))
    return request


def _end_pause(uow: UnitOfWork, request: ServiceRequest) -> None:
    if request.waiting_since is not None:
        waited = uow.ports.calendar.working_days_between(request.waiting_since, uow.now())
        request.paused_days += waited
        request.waiting_since = None


def complete(uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind) -> ServiceRequest | None:
    """Stop the clock for good: the service was given."""
    request = find_open(uow, subject_id, kind)
    if request is None:
        return None
    _acknowledge(uow, request)
    _end_pause(uow, request)
    with uow.acting_as(SYSTEM):
        WORKFLOW.fire(uow, request, "complete")
    request.completed_at = uow.now()
    return request


def cancel(
    uow: UnitOfWork, subject_id: uuid.UUID, kind: RequestKind, reason: str = ""
) -> ServiceRequest | None:
    """End a request that is no longer wanted; it does not count in any figure."""
    request = find_open(uow, subject_id, kind)
    if request is None:
        return None
    _end_pause(uow, request)
    with uow.acting_as(SYSTEM):
        WORKFLOW.fire(uow, request, "cancel", reason=reason)
    return request


def acknowledge(uow: UnitOfWork, request_id: uuid.UUID, expected_version: int) -> ServiceRequest:
    """Take a request over as the person responsible."""
    request = uow.get(
        ServiceRequest, request_id, "service_request.acknowledge", expected_version=expected_version
    )
    WORKFLOW.fire(uow, request, "acknowledge")
    request.first_response_at = uow.now()
    request.owner_id = uow.actor.user_id
    return request
