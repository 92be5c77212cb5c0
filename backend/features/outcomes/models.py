"""Tables of outcomes, their rights, frozen versions and formal reviews (5.2.1.2, 6.1)."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record


class Outcome(Record, table=True):
    """One research outcome; null means the holder or the source says nothing.

    JSON columns hold whole values: replace, never change in place.
    """

    __tablename__ = "outcomes"
    __secret__: ClassVar[frozenset[str]] = frozenset({"confidential_cipher"})
    __table_args__ = (sa.Index("ix_outcomes_external", "external_id", "source_url"),)

    number: str | None = Field(default=None, max_length=24, unique=True)
    status: OutcomeStatus = Field(
        default=OutcomeStatus.DRAFT, sa_type=enum_type(OutcomeStatus), index=True
    )
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    holder_text: str = Field(default="", max_length=300)
    owner_id: uuid.UUID | None = Field(default=None, foreign_key="users.id", index=True)

    # 5.2.1.1 classification
    title: str = Field(default="", max_length=200)
    kind: str | None = Field(default=None, max_length=40, index=True)
    tech_field: str | None = Field(default=None, max_length=40, index=True)
    scene: str | None = Field(default=None, max_length=40)
    maturity: str | None = Field(default=None, max_length=40)
    maturity_evidence: str = ""
    # 5.2.1.2.1 introduction
    summary: str = ""
    background: str = ""
    innovation: str = ""
    contribution: str = ""
    diseases: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    tcm: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    # 5.2.1.2.2 and 5.2.1.2.3
    parameters: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    cases: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    # 5.2.1.2.5 wished cooperation
    cooperation: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    # ownership and compliance
    ownership_basis: str | None = Field(default=None, max_length=40)
    inventors_count: int | None = None
    year: int | None = None
    public_fund: bool | None = None
    hgr_involved: bool | None = None
    ethics: str = ""
    secret_level: str = Field(default="public", max_length=20)
    confidential_cipher: bytes | None = Field(default=None, sa_type=sa.LargeBinary)
    undisclosed: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    self_check: list[str] = Field(default_factory=list, sa_type=sa.JSON)

    review_round: int = 0
    submitted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    # where an imported row comes from
    source_url: str = Field(default="", max_length=1000)
    source_title: str = Field(default="", max_length=500)
    source_note: str = Field(default="", max_length=4000)
    external_id: str | None = Field(default=None, max_length=80)
    import_hash: str = Field(default="", max_length=64)
    is_demo: bool = False


class OutcomeIpRight(Record, table=True):
    """One right of an outcome: state, scope, term (5.2.1.2.4)."""

    __tablename__ = "outcome_ip_rights"

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    position: int = 0
    type: str = Field(max_length=40)
    title: str = Field(default="", max_length=300)
    number: str = Field(default="", max_length=200)
    application_number: str = Field(default="", max_length=200)
    state: str = Field(default="unknown", max_length=40)
    state_text: str = Field(default="", max_length=300)
    owner: str = Field(default="", max_length=300)
    # who made it, as printed: for the rule on co-inventors (5.1.1.1); empty is not disclosed
    inventors: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    filing_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    expiry_date: date | None = None
    scope: str = ""
    check_level: str = Field(default="", max_length=20)
    check_ok: bool | None = None
    check_note: str = Field(default="", max_length=500)
    note: str = Field(default="", max_length=2000)


class PersonSource(StrEnum):
    """Where an outcome names a person."""

    INVENTOR = "inventor"
    TEAM = "team"
    AUTHOR = "author"


class OutcomePerson(Record, table=True):
    """A person whom an outcome names, by a key that spellings share: for the conflict rules.

    Derived from rights, team and citations, and rebuilt with them; `ref` holds together those
    who are named in the same place, `label` says which place that is.
    """

    __tablename__ = "outcome_people"
    __audited__: ClassVar[bool] = False

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    source: PersonSource = Field(sa_type=enum_type(PersonSource))
    ref: str = Field(max_length=100)
    label: str = Field(default="", max_length=300)
    name: str = Field(max_length=80)
    key: str = Field(max_length=80, index=True)
    named_on: date | None = None


class OutcomeVersion(Record, table=True):
    """What was handed in, frozen with the hashes of its files (6.1.1)."""

    __tablename__ = "outcome_versions"
    __table_args__ = (sa.UniqueConstraint("outcome_id", "round"),)

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    round: int
    number: str = Field(max_length=24)
    submitted_at: datetime = Field(sa_type=UTCDateTime)
    submitted_by: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    submitted_by_name: str = Field(default="", max_length=80)
    snapshot: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    files: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    sha256: str = Field(max_length=64)


class FormalReview(Record, table=True):
    """One round of the formal review (6.1.2).

    `checklist` maps an item's code to `{"answer": yes|no|na, "note": text}`;
    `field_returns` is a list of `{"pointer", "label", "reason"}`.
    """

    __tablename__ = "formal_reviews"
    __table_args__ = (sa.UniqueConstraint("outcome_id", "round"),)

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    round: int
    checklist: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    field_returns: list[dict[str, str]] = Field(default_factory=list, sa_type=sa.JSON)
    decision: str | None = Field(default=None, max_length=20)
    reason: str = ""
    reviewer_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    reviewer_name: str = Field(default="", max_length=80)
    opened_at: datetime = Field(sa_type=UTCDateTime)
    due_at: datetime = Field(sa_type=UTCDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
