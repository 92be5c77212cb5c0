"""Tables around the scoring: preliminary analysis, meeting, snapshots, appeal (5.1.2.3.4, .5)."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.assessment.proceedings_events import (
    AppealDismissed,
    AppealFiled,
    AppealUpheld,
)
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record
from backend.kernel.workflow import Transition, Workflow

Json = dict[str, Any]


class AppealStatus(StrEnum):
    """Where an appeal stands."""

    DRAFT = "draft"
    FILED = "filed"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


P = AppealStatus
APPEAL_WORKFLOW = Workflow[AppealStatus](
    "assessment_appeal",
    {
        P.DRAFT: ("未提出", "Not filed"),
        P.FILED: ("待处理", "Filed"),
        P.UPHELD: ("申诉成立", "Upheld"),
        P.DISMISSED: ("申诉驳回", "Dismissed"),
    },
    [
        Transition("file", frozenset({P.DRAFT}), P.FILED,
                   AppealFiled, "提出申诉", "Appeal", offered=False),
        Transition("uphold", frozenset({P.FILED}), P.UPHELD,
                   AppealUpheld, "申诉成立，另组专家复评", "Uphold",
                   reason_required=True, confirm=True),
        Transition("dismiss", frozenset({P.FILED}), P.DISMISSED,
                   AppealDismissed, "驳回申诉", "Dismiss", reason_required=True, confirm=True),
    ],
)  # fmt: skip


class PreliminaryAnalysis(Record, table=True):
    """The organisers' own scores before the experts': shown beside them after the release."""

    __tablename__ = "preliminary_analyses"

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", unique=True)
    scores: Json = Field(default_factory=dict, sa_type=sa.JSON)
    summary: str = Field(default="", sa_type=sa.Text)
    written_by_name: str = Field(default="", max_length=80)
    written_at: datetime = Field(sa_type=UTCDateTime)


class ReviewMeeting(Record, table=True):
    """The meeting of a review by meeting: when, who came, minutes on file."""

    __tablename__ = "review_meetings"

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", unique=True)
    held_at: datetime = Field(sa_type=UTCDateTime)
    place: str = Field(default="", max_length=200)
    chair: str = Field(default="", max_length=80)
    present: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    summary: str = Field(default="", sa_type=sa.Text)
    minutes_file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")


class SnapshotCause(StrEnum):
    """Why a snapshot was taken."""

    DAILY = "daily"
    COMPLETE = "complete"
    FREEZE = "freeze"
    RESTORE = "restore"


class RoundSnapshot(Record, table=True):
    """All sheets of a panel at a moment, as they lie encrypted; signed with the platform's key."""

    __tablename__ = "round_snapshots"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "number"),)
    __secret__: ClassVar[frozenset[str]] = frozenset({"content"})

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", index=True)
    number: int
    cause: SnapshotCause = Field(sa_type=enum_type(SnapshotCause))
    content: str = Field(sa_type=sa.Text)
    sheets: int
    submitted: int
    sha256: str = Field(max_length=64)
    signature: str = Field(max_length=200)
    taken_by_name: str = Field(default="", max_length=80)


class AssessmentAppeal(Record, table=True):
    """The holder's one appeal against an issued report, with its decision."""

    __tablename__ = "assessment_appeals"

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", unique=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    grounds: str = Field(sa_type=sa.Text)
    filed_by_name: str = Field(default="", max_length=80)
    filed_at: datetime = Field(sa_type=UTCDateTime)
    decision: str = Field(default="", sa_type=sa.Text)
    decided_by_name: str = Field(default="", max_length=80)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    status: AppealStatus = Field(
        default=AppealStatus.DRAFT, sa_type=enum_type(AppealStatus), index=True
    )
