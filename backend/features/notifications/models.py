"""The inbox."""

import uuid
from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.kernel.db import UTCDateTime
from backend.kernel.records import Record


class Notice(Record, table=True):
    """One message to one person, caused by one event."""

    __tablename__ = "notices"
    __audited__: ClassVar[bool] = False
    __table_args__ = (sa.UniqueConstraint("user_id", "event_id"),)

    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    event_id: uuid.UUID = Field(foreign_key="outbox_events.id")
    event: str = Field(max_length=80)
    title: str = Field(max_length=200)
    body: str = Field(default="", max_length=2000)
    link: str = Field(default="", max_length=300)
    read_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
