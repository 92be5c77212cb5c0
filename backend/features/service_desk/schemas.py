"""What the API gives of service requests."""

import uuid
from datetime import datetime

from backend.features.service_desk.states import RequestKind, RequestStatus
from backend.kernel.schema import ActionView, HistoryView, Schema


class ClockView(Schema):
    """Where the clock stands; days are working days without the time the user was waited for."""

    asked_at: datetime
    due_at: datetime
    first_response_at: datetime | None
    completed_at: datetime | None
    response_days: float | None
    used_days: float
    due_days: int
    paused_days: float
    waiting: bool
    overdue: bool
    warning: str


class RequestRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    version: int
    number: str
    kind: RequestKind
    kind_label: str
    subject_type: str
    subject_id: uuid.UUID
    title: str
    link: str
    requester_org_id: uuid.UUID | None
    requester_org_name: str
    owner_name: str
    status: RequestStatus
    status_label: str
    clock: ClockView
    available_actions: list[ActionView]


class RequestView(RequestRow):
    """One request with its history."""

    history: list[HistoryView]
