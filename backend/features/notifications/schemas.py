"""What the API gives of inbox and to-do list."""

import uuid
from datetime import datetime

from backend.kernel.schema import Schema


class NoticeView(Schema):
    """One message."""

    id: uuid.UUID
    title: str
    body: str
    link: str
    created_at: datetime
    read_at: datetime | None


class InboxView(Schema):
    """One page of the inbox."""

    items: list[NoticeView]
    total: int
    page: int
    size: int
    unread: int


class TodoView(Schema):
    """One thing that waits for me."""

    kind: str
    id: uuid.UUID
    title: str
    link: str
    created_at: datetime
    due_at: datetime | None
    overdue: bool


class TodoList(Schema):
    """Everything that waits for me, the most urgent first."""

    items: list[TodoView]
    total: int


class DeliveryView(Schema):
    """One event on its way to one subscriber."""

    event_id: uuid.UUID
    event: str
    label_zh: str
    subscriber: str
    attempts: int
    error: str
    at: datetime
    parked_at: datetime | None
