"""Identifiers: UUIDv7 for machines, readable numbers for people."""

import secrets
import time
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from backend.kernel.clock import SHANGHAI


def uuid7() -> uuid.UUID:
    """Return a time-ordered UUID (RFC 9562, version 7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return uuid.UUID(int=value)


class NumberCounter(SQLModel, table=True):
    """The last number given out per series and year."""

    __tablename__ = "number_counters"
    __audited__ = False

    series: str = Field(primary_key=True, max_length=16)
    last: int = 0


def next_number(session: Session, series: str, at: datetime) -> str:
    """Return the next number of a series, such as ``CG-2026-000123``.

    The counter row is locked until the transaction ends, so numbers are
    unique and without gaps as long as transactions succeed.
    """
    year = at.astimezone(SHANGHAI).year
    key = f"{series}-{year}"
    result = session.execute(
        sa.text(
            "INSERT INTO number_counters (series, last) VALUES (:series, 1) "
            "ON CONFLICT (series) DO UPDATE SET last = number_counters.last + 1 RETURNING last"
        ),
        {"series": key},
    ).scalar_one()
    return f"{key}-{result:06d}"
