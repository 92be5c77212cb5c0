"""Tables of Delphi studies: answers lie encrypted, people behind pseudonyms for good."""

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.assessment.delphi_states import DelphiAnswerStatus, DelphiStatus
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record

Json = dict[str, Any]


class DelphiStudy(Record, table=True):
    """An anonymous study of the indicators by rounds (clause 5.1.2.2.3)."""

    __tablename__ = "delphi_studies"

    number: str = Field(max_length=20, unique=True)
    title: str = Field(max_length=200)
    purpose: str = Field(default="", max_length=2000)
    system_id: uuid.UUID = Field(foreign_key="indicator_systems.id")
    scale_max: int = 5
    familiarity_table: str = Field(default="cs-a", max_length=20)
    basis_table: str = Field(default="ca-standard", max_length=20)
    stop_rule: Json = Field(default_factory=dict, sa_type=sa.JSON)
    screen_rule: Json = Field(default_factory=dict, sa_type=sa.JSON)
    status: DelphiStatus = Field(
        default=DelphiStatus.DRAFT, sa_type=enum_type(DelphiStatus), index=True
    )
    conclusion: Json | None = Field(default=None, sa_type=sa.JSON)
    conclusion_hash: str = Field(default="", max_length=80)
    proposed_system_id: uuid.UUID | None = Field(default=None, foreign_key="indicator_systems.id")
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    lead_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    is_demo: bool = False


class DelphiPanelist(Record, table=True):
    """One expert of a study; the pseudonym stays encrypted."""

    __tablename__ = "delphi_panelists"
    __table_args__ = (sa.UniqueConstraint("study_id", "expert_id"),)
    __secret__: ClassVar[frozenset[str]] = frozenset({"pseudonym"})

    study_id: uuid.UUID = Field(foreign_key="delphi_studies.id", index=True)
    expert_id: uuid.UUID = Field(foreign_key="experts.id")
    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    pseudonym: bytes = b""


class DelphiRound(Record, table=True):
    """One round: items as they were asked, and what came of it once closed."""

    __tablename__ = "delphi_rounds"
    __table_args__ = (sa.UniqueConstraint("study_id", "number"),)

    study_id: uuid.UUID = Field(foreign_key="delphi_studies.id", index=True)
    number: int
    items: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    changes: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    message: str = Field(default="", max_length=2000)
    due_on: date | None = None
    opened_at: datetime = Field(sa_type=UTCDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    table: Json | None = Field(default=None, sa_type=sa.JSON)
    result: Json | None = Field(default=None, sa_type=sa.JSON)


class DelphiAnswer(Record, table=True):
    """One expert's questionnaire of one round, sealed like a score sheet."""

    __tablename__ = "delphi_answers"
    __table_args__ = (sa.UniqueConstraint("round_id", "panelist_id"),)
    __secret__: ClassVar[frozenset[str]] = frozenset({"sealed"})

    study_id: uuid.UUID = Field(foreign_key="delphi_studies.id", index=True)
    round_id: uuid.UUID = Field(foreign_key="delphi_rounds.id", index=True)
    panelist_id: uuid.UUID = Field(foreign_key="delphi_panelists.id", index=True)
    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    sealed: bytes = b""
    rated: int = 0
    status: DelphiAnswerStatus = Field(
        default=DelphiAnswerStatus.OPEN, sa_type=enum_type(DelphiAnswerStatus), index=True
    )
    submitted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    reminded_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
