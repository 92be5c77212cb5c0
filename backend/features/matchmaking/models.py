"""Tables of suggestions, introductions and contacts."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.matchmaking.states import ContactKind, IntroductionStatus, Side, Verdict
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class MatchRun(Record, table=True):
    """One computation of suggestions for one need; kept so that it can be judged later."""

    __tablename__ = "match_runs"

    demand_id: uuid.UUID = Field(foreign_key="demands.id", index=True)
    demand_version: int
    method: str = Field(default="", max_length=80)
    candidates: int = 0
    made_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    made_by_name: str = Field(default="", max_length=80)


class Suggestion(Record, table=True):
    """One outcome suggested for one need, with the reasons for and against it.

    `score` lies in 0–100. `components` holds one line per dimension that the need asks for:
    `{"dimension", "label", "similarity", "points", "most"}`, similarity null where undisclosed.
    `reasons` and `counter_reasons` hold sentences: `{"dimension", "label", "text", "points",
    "terms"}`.
    """

    __tablename__ = "suggestions"
    __table_args__ = (sa.UniqueConstraint("run_id", "record_id"),)

    run_id: uuid.UUID = Field(foreign_key="match_runs.id", index=True)
    demand_id: uuid.UUID = Field(foreign_key="demands.id", index=True)
    record_id: uuid.UUID = Field(foreign_key="library_records.id", index=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id")
    rank: int
    score: float
    components: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    counter_reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    feedback: Verdict | None = Field(default=None, sa_type=enum_type(Verdict))
    feedback_reason: str = Field(default="", max_length=500)
    feedback_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    feedback_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Introduction(Record, table=True):
    """One demander and one holder, brought together by consent of both."""

    __tablename__ = "introductions"

    number: str = Field(max_length=24, unique=True)
    status: IntroductionStatus = Field(
        default=IntroductionStatus.PROPOSED, sa_type=enum_type(IntroductionStatus), index=True
    )
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    record_id: uuid.UUID = Field(foreign_key="library_records.id", index=True)
    demand_id: uuid.UUID | None = Field(default=None, foreign_key="demands.id", index=True)
    demander_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    demander_user_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    holder_user_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    proposed_by_side: Side = Field(sa_type=enum_type(Side))
    proposed_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    message: str = ""
    demander_consent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    holder_consent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    established_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    end_reason: str = Field(default="", max_length=2000)
    is_demo: bool = False


class ContactNote(Record, table=True):
    """A contact between the two sides and what comes next (5.3.1.1)."""

    __tablename__ = "contact_notes"

    introduction_id: uuid.UUID = Field(foreign_key="introductions.id", index=True)
    kind: ContactKind = Field(sa_type=enum_type(ContactKind))
    happened_on: date
    body: str
    next_step: str = Field(default="", max_length=200)
    next_date: date | None = None
    author_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    author_name: str = Field(default="", max_length=80)
    org_id: uuid.UUID | None = Field(default=None, foreign_key="organisations.id")
