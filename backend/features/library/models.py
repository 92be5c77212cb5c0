"""The record that makes a passed outcome public."""

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.library.states import RecordStatus
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class LibraryRecord(Record, table=True):
    """One passed outcome on its way to the public.

    `snapshot` holds the public fields as they were published, `result` what the assessment makes
    public besides total and grade; `channels` is the log of where the outcome was made known:
    `{"name", "url", "at", "by"}`.
    """

    __tablename__ = "library_records"

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", unique=True)
    assessment_id: uuid.UUID = Field(index=True)
    assessment_number: str = Field(default="", max_length=24)
    status: RecordStatus = Field(
        default=RecordStatus.READY, sa_type=enum_type(RecordStatus), index=True
    )
    snapshot: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    result: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    channels: list[dict[str, str]] = Field(default_factory=list, sa_type=sa.JSON)
    total: float | None = None
    grade: str = Field(default="", max_length=40)
    weight_version: str = Field(default="", max_length=40)
    assessed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    checked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    review_due_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    is_demo: bool = False
