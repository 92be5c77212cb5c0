"""Tables of an institution's side: work group, evaluation, materials, evidence, pool."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.assessment.institution_states import (
    BatchStatus,
    ItemStatus,
    PoolClass,
    WorkGroupStatus,
)
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record

Json = dict[str, Any]


class WorkGroup(Record, table=True):
    """An institution's internal evaluation group (clause 5.1.2.3.1)."""

    __tablename__ = "work_groups"

    number: str = Field(max_length=20, unique=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    name: str = Field(max_length=120)
    purpose: str = Field(default="", max_length=2000)
    appointed_on: date | None = None
    file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")
    status: WorkGroupStatus = Field(
        default=WorkGroupStatus.DRAFT, sa_type=enum_type(WorkGroupStatus), index=True
    )
    is_demo: bool = False


class WorkGroupMember(Record, table=True):
    """One member with the background that qualifies."""

    __tablename__ = "work_group_members"

    group_id: uuid.UUID = Field(foreign_key="work_groups.id", index=True)
    position: int = 0
    user_id: uuid.UUID | None = Field(default=None, foreign_key="users.id", index=True)
    name: str = Field(max_length=80)
    duty: str = Field(max_length=80)
    background: str = Field(max_length=500)
    years: int | None = None


class EvaluationBatch(Record, table=True):
    """The start form: scope, outcomes, dates, tree version (clause 5.1.2.3.2)."""

    __tablename__ = "evaluation_batches"

    number: str = Field(max_length=20, unique=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    group_id: uuid.UUID = Field(foreign_key="work_groups.id", index=True)
    system_id: uuid.UUID = Field(foreign_key="indicator_systems.id")
    title: str = Field(max_length=200)
    scope: str = Field(default="", max_length=2000)
    starts_on: date
    ends_on: date
    status: BatchStatus = Field(
        default=BatchStatus.DRAFT, sa_type=enum_type(BatchStatus), index=True
    )
    started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    started_by: uuid.UUID | None = None
    started_by_name: str = Field(default="", max_length=80)
    is_demo: bool = False


class BatchItem(Record, table=True):
    """One outcome of an evaluation: its materials and what the review said."""

    __tablename__ = "batch_items"
    __table_args__ = (sa.UniqueConstraint("batch_id", "outcome_id"),)

    batch_id: uuid.UUID = Field(foreign_key="evaluation_batches.id", index=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    outcome_title: str = Field(max_length=255)
    position: int = 0
    rounds: int = 0
    field_returns: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    rejections: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    integrity: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    assessment_id: uuid.UUID | None = Field(default=None, foreign_key="assessments.id", index=True)
    status: ItemStatus = Field(
        default=ItemStatus.COLLECTING, sa_type=enum_type(ItemStatus), index=True
    )
    reviewed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    reviewed_by_name: str = Field(default="", max_length=80)
    appeal: Json | None = Field(default=None, sa_type=sa.JSON)


class BatchMaterial(Record, table=True):
    """What was filed under one line of the checklist, by whom and when (5.1.2.3.3)."""

    __tablename__ = "batch_materials"

    item_id: uuid.UUID = Field(foreign_key="batch_items.id", index=True)
    code: str = Field(max_length=20)
    file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")
    waived: bool = False
    returned: bool = False
    note: str = Field(default="", max_length=500)
    filed_by: uuid.UUID | None = None
    filed_by_name: str = Field(default="", max_length=80)
    filed_at: datetime = Field(sa_type=UTCDateTime)


class EvidenceBase(Record, table=True):
    """Extracted figures of one outcome, each with file and page (clause 5.1.2.2.2).

    JSON columns hold whole values: replace, never change in place.
    """

    __tablename__ = "evidence_bases"

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", unique=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    figures: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    citations: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    market: Json | None = Field(default=None, sa_type=sa.JSON)
    trend: Json | None = Field(default=None, sa_type=sa.JSON)
    utility: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    cost: Json | None = Field(default=None, sa_type=sa.JSON)
    profile: Json | None = Field(default=None, sa_type=sa.JSON)
    is_demo: bool = False


class PoolEntry(Record, table=True):
    """The class of one outcome in its institution's pool (clause 5.1.2.3.8)."""

    __tablename__ = "pool_entries"

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", unique=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    pool_class: PoolClass = Field(sa_type=enum_type(PoolClass), index=True)
    reason: str = Field(default="", max_length=500)
    by_result: bool = True
    assessment_id: uuid.UUID | None = Field(default=None, foreign_key="assessments.id")
    classified_by_name: str = Field(default="", max_length=80)
    classified_at: datetime = Field(sa_type=UTCDateTime)
