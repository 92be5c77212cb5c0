"""Tables of settings and fixed figures."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlmodel import Field

from backend.kernel.db import UTCDateTime
from backend.kernel.records import Record


class MetricSetting(Record, table=True):
    """A chosen reading of an ambiguous clause; without a row the default holds."""

    __tablename__ = "metric_settings"

    key: str = Field(max_length=60, unique=True)
    value: str = Field(max_length=60)
    reason: str = Field(default="", max_length=500)
    changed_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    changed_by_name: str = Field(default="", max_length=80)


class MetricSnapshot(Record, table=True):
    """The figure of a closed period as it was when it was fixed; it never changes."""

    __tablename__ = "metric_snapshots"
    __table_args__ = (sa.UniqueConstraint("code", "variant", "period_from", "period_to"),)

    code: str = Field(max_length=20)
    variant: str = Field(max_length=20)
    period_from: date
    period_to: date
    value: str | None = Field(default=None, max_length=40)
    grade: str = Field(max_length=20)
    numerator_count: int
    denominator_count: int
    excluded_count: int
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    ids: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    formula_version: str = Field(max_length=20)
    readings: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    content_sha256: str = Field(max_length=64)
    taken_at: datetime = Field(sa_type=UTCDateTime)
    taken_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    taken_by_name: str = Field(default="", max_length=80)


@event.listens_for(MetricSnapshot, "before_update")
@event.listens_for(MetricSnapshot, "before_delete")
def _never_moves(mapper: Any, connection: Connection, row: MetricSnapshot) -> None:
    del mapper, connection
    raise RuntimeError(f"the figure {row.code} {row.period_from}–{row.period_to} is fixed")
