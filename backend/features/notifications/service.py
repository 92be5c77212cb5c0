"""Commands on inbox and deliveries."""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.notifications.models import Notice
from backend.kernel.errors import NotFound
from backend.kernel.outbox import OutboxDelivery, OutboxEvent
from backend.kernel.uow import UnitOfWork


def deliver(
    uow: UnitOfWork,
    event: OutboxEvent,
    user_ids: Iterable[uuid.UUID],
    title: str,
    body: str,
    link: str,
) -> None:
    """Put a message into inboxes; twice is the same as once."""
    wanted = {user_id for user_id in user_ids if user_id != event.actor_id}
    have = set(
        uow.session.exec(select(Notice.user_id).where(col(Notice.event_id) == event.id)).all()
    )
    for user_id in sorted(wanted - have):
        uow.add(
            Notice(
                user_id=user_id, event_id=event.id, event=event.name,
                title=title[:200], body=body[:2000], link=link,
            )
        )  # fmt: skip


def mark_read(uow: UnitOfWork, notice_id: uuid.UUID | None) -> None:
    """Mark one message, or all of the actor's, as read.

    Raises
    ------
    NotFound
        It is not the actor's.
    """
    statement = sa.update(Notice).where(
        col(Notice.user_id) == uow.actor.user_id, col(Notice.read_at).is_(None)
    )
    if notice_id is not None:
        own = uow.session.exec(
            select(Notice.id).where(
                col(Notice.id) == notice_id, col(Notice.user_id) == uow.actor.user_id
            )
        ).first()
        if own is None:
            raise NotFound("消息不存在。")
        statement = statement.where(col(Notice.id) == notice_id)
    uow.session.execute(statement.values(read_at=uow.now()))


def retry(uow: UnitOfWork, event_id: uuid.UUID, subscriber: str) -> None:
    """Send a parked delivery on its way again.

    Raises
    ------
    NotFound
        There is no such parked delivery.
    """
    uow.require("delivery.retry")
    row = uow.session.get(OutboxDelivery, (event_id, subscriber))
    if row is None or row.done_at is not None:
        raise NotFound("没有这项待投递事件。")
    row.parked_at, row.attempts, row.due_at = None, 0, uow.now()
    uow.note("delivery.retried", "delivery", event_id, subscriber=subscriber)
