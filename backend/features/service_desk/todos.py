"""Requests that nobody has answered yet wait for staff."""

from sqlmodel import col, select

from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.states import KIND_LABELS, RequestKind, RequestStatus
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork

# These have a to-do of their own from the feature that does the work.
ELSEWHERE = (RequestKind.FORMAL_REVIEW, RequestKind.DEMAND_REVIEW)


def service_desk_todos(uow: UnitOfWork) -> list[Todo]:
    """Return requests without a first answer, for those who may take them over."""
    rows = uow.session.exec(
        select(ServiceRequest)
        .where(
            col(ServiceRequest.status) == RequestStatus.OPENED,
            col(ServiceRequest.kind).not_in(ELSEWHERE),
            uow.visible("service_request.acknowledge"),
        )
        .order_by(col(ServiceRequest.due_at))
        .limit(100)
    ).all()
    return [
        Todo("service_request", row.id, f"{KIND_LABELS[row.kind][0]}：{row.title}",
             f"/work/service-requests?id={row.id}", row.asked_at, row.due_at)
        for row in rows
    ]  # fmt: skip
