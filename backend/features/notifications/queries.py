"""Reads of inbox, to-do list and parked deliveries."""

import json
import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.notifications.models import Notice
from backend.features.notifications.schemas import (
    DeliveryView,
    InboxView,
    NoticeView,
    TodoList,
    TodoView,
)
from backend.kernel.events import REGISTRY
from backend.kernel.outbox import OutboxDelivery, OutboxEvent
from backend.kernel.paging import PageRequest, fetch_page
from backend.kernel.schema import HistoryView, Page
from backend.kernel.uow import UnitOfWork

FAR = datetime(9999, 1, 1, tzinfo=UTC)


def unread_count(uow: UnitOfWork) -> int:
    """Return how many messages the actor has not read."""
    if uow.actor.user_id is None:
        return 0
    return uow.session.exec(
        select(sa.func.count())
        .select_from(Notice)
        .where(col(Notice.user_id) == uow.actor.user_id, col(Notice.read_at).is_(None))
    ).one()


def inbox(uow: UnitOfWork, request: PageRequest) -> InboxView:
    """Return the actor's messages, newest first."""
    statement = select(Notice).where(col(Notice.user_id) == uow.actor.user_id)
    rows, total = fetch_page(
        uow.session, statement, request, [col(Notice.created_at).desc()], col(Notice.id)
    )
    return InboxView(
        items=[NoticeView.model_validate(row) for row in rows],
        total=total,
        page=request.page,
        size=request.size,
        unread=unread_count(uow),
    )


def todos(uow: UnitOfWork) -> TodoList:
    """Return what waits for the actor under the present hat, overdue and due first."""
    now = uow.now()
    found = [todo for source in uow.registry.todo_sources for todo in source(uow)]
    found.sort(key=lambda todo: (todo.due_at or FAR, todo.created_at))
    items = [
        TodoView(
            kind=todo.kind,
            id=todo.object_id,
            title=todo.title,
            link=todo.link,
            created_at=todo.created_at,
            due_at=todo.due_at,
            overdue=todo.due_at is not None and todo.due_at < now,
        )
        for todo in found
    ]
    return TodoList(items=items[:200], total=len(items))


def parked(uow: UnitOfWork, request: PageRequest, *, failing: bool) -> Page[DeliveryView]:
    """Return deliveries that gave up, or all that fail at present (3.8)."""
    condition = (
        sa.and_(col(OutboxDelivery.done_at).is_(None), col(OutboxDelivery.attempts) > 0)
        if failing
        else col(OutboxDelivery.parked_at).is_not(None)
    )
    statement = (
        select(OutboxDelivery, OutboxEvent)
        .join(OutboxEvent, col(OutboxEvent.id) == col(OutboxDelivery.event_id))
        .where(condition)
    )
    rows, total = fetch_page(
        uow.session, statement, request, [col(OutboxEvent.at).desc()], col(OutboxEvent.id)
    )
    items = [
        DeliveryView(
            event_id=event.id,
            event=event.name,
            label_zh=event_label(event.name),
            subscriber=delivery.subscriber,
            attempts=delivery.attempts,
            error=delivery.error,
            at=event.at,
            parked_at=delivery.parked_at,
        )
        for delivery, event in rows
    ]
    return Page(items=items, total=total, page=request.page, size=request.size)


def event_label(name: str) -> str:
    """Return the Chinese name of an event."""
    event = REGISTRY.get(name)
    return event.label_zh if event else name


def history(
    uow: UnitOfWork, *aggregate_ids: uuid.UUID, without: tuple[str, ...] = ()
) -> list[HistoryView]:
    """Return what happened to one or more objects, oldest first, for their pages.

    Events `without` are left out: those that come by the dozen and stand elsewhere on the page.
    """
    rows = uow.session.exec(
        select(OutboxEvent)
        .where(
            col(OutboxEvent.aggregate_id).in_(aggregate_ids),
            col(OutboxEvent.name).not_in(without),
        )
        .order_by(col(OutboxEvent.id))
        .limit(500)
    ).all()
    return [
        HistoryView(
            at=row.at,
            event=row.name,
            label_zh=event_label(row.name),
            actor_name=row.actor_name or "系统",
            detail=_reason(row.payload),
        )
        for row in rows
    ]


def _reason(payload: str) -> str:
    facts = json.loads(payload)
    return str(facts.get("reason", "")) if isinstance(facts, dict) else ""
