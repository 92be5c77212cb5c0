"""Tables of the expert base."""

import uuid
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.experts.states import ExpertStatus
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class ExpertCategory(StrEnum):
    """What an expert judges by default (clause 5.1.1.1)."""

    CLINICAL = "clinical"
    ENGINEERING = "engineering"
    INVESTMENT = "investment"
    IP_LEGAL = "ip_legal"


class SourceSector(StrEnum):
    """Where experts come from (clause 5.1.1.1)."""

    GOVERNMENT = "government"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    HOSPITAL = "hospital"
    COMPANY = "company"
    INVESTOR = "investor"


class TieKind(StrEnum):
    """Kinds of relation between an expert and an organisation."""

    EMPLOYMENT = "employment"
    EQUITY = "equity"
    CONSULTING = "consulting"
    CONTRACT = "contract"
    LICENCE = "licence"
    INVENTOR = "inventor"
    KIN = "kin"
    TEACHER = "teacher"
    COLLABORATION = "collaboration"
    COMPETITOR = "competitor"
    OTHER = "other"


class EngagementEnd(StrEnum):
    """How an engagement ended."""

    COMPLETED = "completed"
    RECUSED = "recused"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


class Expert(Record, table=True):
    """A person in the expert base."""

    __tablename__ = "experts"

    user_id: uuid.UUID = Field(foreign_key="users.id", unique=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    category: ExpertCategory = Field(sa_type=enum_type(ExpertCategory), index=True)
    source_sector: SourceSector | None = Field(default=None, sa_type=enum_type(SourceSector))
    fields: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    specialities: str = Field(default="", max_length=500)
    liver_years: int | None = None
    title: str = Field(default="", max_length=80)
    bio: str = Field(default="", max_length=2000)
    max_load: int = 3
    status: ExpertStatus = Field(
        default=ExpertStatus.CANDIDATE, sa_type=enum_type(ExpertStatus), index=True
    )
    is_demo: bool = False


class ExpertTie(Record, table=True):
    """A standing relation that an expert declares, to an organisation or a person of it."""

    __tablename__ = "expert_ties"

    expert_id: uuid.UUID = Field(foreign_key="experts.id", index=True)
    org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
    org_name: str = Field(max_length=120)
    kind: TieKind = Field(sa_type=enum_type(TieKind))
    note: str = Field(default="", max_length=500)
    since: date | None = None
    ended_on: date | None = None


class OrganisationTie(Record, table=True):
    """A recorded relation between two organisations, such as a contract of the platform."""

    __tablename__ = "organisation_ties"
    __table_args__ = (sa.UniqueConstraint("first_id", "second_id", "kind", "reference"),)

    first_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    second_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    kind: TieKind = Field(sa_type=enum_type(TieKind))
    reference: str = Field(default="", max_length=120)
    since: date | None = None
    until: date | None = None


class ExpertEngagement(Record, table=True):
    """One task of an expert: the open ones are the load, all are the history."""

    __tablename__ = "expert_engagements"
    __table_args__ = (sa.UniqueConstraint("expert_id", "subject_id"),)

    expert_id: uuid.UUID = Field(foreign_key="experts.id", index=True)
    subject_type: str = Field(max_length=40)
    subject_id: uuid.UUID = Field(index=True)
    title: str = Field(max_length=255)
    started_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    end: EngagementEnd | None = Field(default=None, sa_type=enum_type(EngagementEnd))
