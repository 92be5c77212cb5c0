"""The outbox: one row per event, one delivery row per event and subscriber."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Field, Session, SQLModel

from backend.kernel.db import UTCDateTime
from backend.kernel.events import Event
from backend.kernel.ids import uuid7


class OutboxEvent(SQLModel, table=True):
    """An event that happened, as it is handed to subscribers and shown as history."""

    __tablename__ = "outbox_events"
    __audited__ = False

    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=80)
    aggregate: str = Field(max_length=40)
    aggregate_id: uuid.UUID = Field(index=True)
    actor_id: uuid.UUID | None = None
    actor_name: str = Field(default="", max_length=80)
    payload: str
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    request_id: str = Field(default="", max_length=64)


class OutboxDelivery(SQLModel, table=True):
    """One event on its way to one subscriber."""

    __tablename__ = "outbox_deliveries"
    __audited__ = False

    event_id: uuid.UUID = Field(primary_key=True, foreign_key="outbox_events.id")
    subscriber: str = Field(primary_key=True, max_length=60)
    attempts: int = 0
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)
    claimed_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    parked_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    error: str = ""


def write_events(
    session: Session,
    events: Sequence[Event],
    subscriptions: Mapping[str, Sequence[str]],
    *,
    at: datetime,
    actor_id: uuid.UUID | None,
    actor_name: str,
    request_id: str,
) -> list[OutboxEvent]:
    """Write events and their deliveries into the running transaction."""
    rows: list[OutboxEvent] = []
    deliveries: list[OutboxDelivery] = []
    for event in events:
        row = OutboxEvent(
            name=event.name,
            aggregate=event.aggregate,
            aggregate_id=event.aggregate_id,
            actor_id=actor_id,
            actor_name=actor_name,
            payload=event.payload(),
            at=at,
            request_id=request_id,
        )
        rows.append(row)
        deliveries.extend(
            OutboxDelivery(event_id=row.id, subscriber=name, due_at=at)
            for name in subscriptions.get(event.name, ())
        )
    session.add_all(rows)
    session.flush()
    session.add_all(deliveries)
    return rows
