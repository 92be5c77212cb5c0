"""One table for needs."""

import uuid
from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.demands.states import DemandStatus, DemandType
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class Demand(Record, table=True):
    """One need; null is what the asker or the source does not say.

    `deadline` and `budget_fen` are set only where the words name a day or an amount in yuan;
    the words themselves stay in `deadline_text` and `budget_text`.
    """

    __tablename__ = "demands"
    __secret__: ClassVar[frozenset[str]] = frozenset({"confidential_cipher"})
    __table_args__ = (sa.Index("ix_demands_external", "external_id", "source_url"),)

    number: str | None = Field(default=None, max_length=24, unique=True)
    status: DemandStatus = Field(
        default=DemandStatus.DRAFT, sa_type=enum_type(DemandStatus), index=True
    )
    org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id", index=True)
    owner_id: uuid.UUID | None = Field(default=None, foreign_key="users.id", index=True)
    org_type_text: str | None = Field(default=None, max_length=60)
    title: str = Field(default="", max_length=200)
    description: str = ""
    demand_type: DemandType | None = Field(default=None, sa_type=enum_type(DemandType))
    field: str | None = Field(default=None, max_length=40, index=True)
    scene: str | None = Field(default=None, max_length=40)
    diseases: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    modes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    mode_texts: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    budget_fen: int | None = Field(default=None, sa_type=sa.BigInteger)
    budget_text: str | None = Field(default=None, max_length=300)
    deadline: date | None = None
    deadline_text: str | None = Field(default=None, max_length=100)
    confidential_cipher: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    submitted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    return_reason: str = Field(default="", max_length=2000)
    source_url: str = Field(default="", max_length=1000)
    note: str | None = Field(default=None, max_length=2000)
    external_id: str | None = Field(default=None, max_length=80)
    import_hash: str = Field(default="", max_length=64)
    is_demo: bool = False
