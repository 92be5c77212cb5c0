"""The outbox: one row per event, one delivery row per event and subscriber."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
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
) -> None:
    """Write events and their deliveries into the running transaction (without the mapper)."""
    if not events:
        return
    rows: list[dict[str, object]] = []
    deliveries: list[dict[str, object]] = []
    for event in events:
        identity = uuid7()
        rows.append(
            {
                "id": identity,
                "name": event.name,
                "aggregate": event.aggregate,
                "aggregate_id": event.aggregate_id,
                "actor_id": actor_id,
                "actor_name": actor_name,
                "payload": event.payload(),
                "at": at,
                "request_id": request_id,
            }
        )
        deliveries.extend(
            {"event_id": identity, "subscriber": name, "due_at": at, "attempts": 0, "error": ""}
            for name in subscriptions.get(event.name, ())
        )
    connection = session.connection()
    connection.execute(_EVENTS, rows)
    if deliveries:
        connection.execute(_DELIVERIES, deliveries)


_EVENTS = sa.insert(OutboxEvent)
_DELIVERIES = sa.insert(OutboxDelivery)
