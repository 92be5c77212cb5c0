"""The relay: carries events from the outbox to their subscribers, at least once.

A delivery is claimed by a lease in a short transaction, so several workers never
hold the database while a handler works. A handler that writes does so in the same
transaction that marks its delivery done: exactly once. A handler with effects
outside the database gets a batch and must be idempotent; it re-reads, it never
trusts the payload. After `MAX_ATTEMPTS` a delivery is parked and shown to staff.
"""

import traceback
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
import structlog
from sqlmodel import Session, col, select

from backend.kernel.outbox import OutboxDelivery, OutboxEvent
from backend.kernel.policy import SYSTEM
from backend.kernel.uow import House, RequestInfo, UnitOfWork

log = structlog.get_logger()

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)
BACKOFF_SECONDS = (1, 5, 30, 120, 600, 1800, 3600, 7200)

Handler = Callable[[UnitOfWork, OutboxEvent], None]
BatchHandler = Callable[[UnitOfWork, Sequence[OutboxEvent]], None]


@dataclass(frozen=True)
class Subscriber:
    """Someone who wants events: `inside` writes to the database, `outside` does not."""

    name: str
    inside: Handler | None = None
    outside: BatchHandler | None = None


class Relay:
    """Drains the outbox of one house."""

    def __init__(self, house: House, subscribers: Mapping[str, Subscriber]) -> None:
        self._house = house
        self._subscribers = subscribers

    def run_once(self, limit: int = 100) -> int:
        """Deliver what is due; return how many deliveries were attempted."""
        claimed = self._claim(limit)
        if not claimed:
            return 0
        outside: dict[str, list[OutboxEvent]] = {}
        for subscriber, event in claimed:
            handler = self._subscribers.get(subscriber)
            if handler is not None and handler.outside is not None:
                outside.setdefault(subscriber, []).append(event)
            else:
                self._deliver_inside(subscriber, handler, event)
        for name, events in outside.items():
            self._deliver_outside(name, events)
        return len(claimed)

    def drain(self, rounds: int = 200) -> None:
        """Deliver until nothing is due (tests, seeding, clean stop)."""
        for _ in range(rounds):
            if not self.run_once():
                return

    def _claim(self, limit: int) -> list[tuple[str, OutboxEvent]]:
        with self._house.database.writing() as session:
            now = self._house.clock.now()
            statement = (
                select(OutboxDelivery, OutboxEvent)
                .join(OutboxEvent, col(OutboxEvent.id) == col(OutboxDelivery.event_id))
                .where(
                    col(OutboxDelivery.done_at).is_(None),
                    col(OutboxDelivery.parked_at).is_(None),
                    col(OutboxDelivery.due_at) <= now,
                    sa.or_(
                        col(OutboxDelivery.claimed_until).is_(None),
                        col(OutboxDelivery.claimed_until) < now,
                    ),
                )
                .order_by(col(OutboxEvent.id))
                .limit(limit)
            )
            if not self._house.database.is_sqlite:
                statement = statement.with_for_update(skip_locked=True, of=OutboxDelivery)
            rows = session.exec(statement).all()
            for delivery, _ in rows:
                delivery.claimed_until = now + LEASE
            result = [(delivery.subscriber, event) for delivery, event in rows]
            session.commit()
            return result

    def _deliver_inside(self, name: str, subscriber: Subscriber | None, event: OutboxEvent) -> None:
        try:
            with self._house.unit_of_work(SYSTEM, RequestInfo(request_id=event.request_id)) as uow:
                if subscriber is None or subscriber.inside is None:
                    raise LookupError(f"no subscriber named {name}")
                if not self._still_open(uow.session, event.id, name):
                    return
                subscriber.inside(uow, event)
                self._mark_done(uow.session, event.id, name)
        except Exception as error:  # noqa: BLE001 - one bad subscriber must not stop the others
            self._mark_failed(event, name, error)

    def _deliver_outside(self, name: str, events: list[OutboxEvent]) -> None:
        handler = self._subscribers[name].outside
        try:
            with self._house.reading() as uow:
                if handler is not None:
                    handler(uow, events)
        except Exception as error:  # noqa: BLE001 - as above
            for event in events:
                self._mark_failed(event, name, error)
            return
        with self._house.database.writing() as session:
            for event in events:
                self._mark_done(session, event.id, name)
            session.commit()

    def _still_open(self, session: Session, event_id: uuid.UUID, name: str) -> bool:
        row = session.get(OutboxDelivery, (event_id, name))
        return row is not None and row.done_at is None

    def _mark_done(self, session: Session, event_id: uuid.UUID, name: str) -> None:
        session.execute(
            sa.update(OutboxDelivery)
            .where(col(OutboxDelivery.event_id) == event_id, col(OutboxDelivery.subscriber) == name)
            .values(done_at=self._house.clock.now(), claimed_until=None, error="")
        )

    def _mark_failed(self, event: OutboxEvent, name: str, error: Exception) -> None:
        text = "".join(traceback.format_exception_only(error)).strip()[:500]
        log.warning("delivery failed", subscriber=name, event_name=event.name, error=text)
        with self._house.database.writing() as session:
            row = session.get(OutboxDelivery, (event.id, name))
            if row is None:
                return
            now = self._house.clock.now()
            row.attempts += 1
            row.error = text
            row.claimed_until = None
            if row.attempts >= MAX_ATTEMPTS:
                row.parked_at = now
            else:
                row.due_at = now + timedelta(seconds=BACKOFF_SECONDS[row.attempts - 1])
            session.commit()
