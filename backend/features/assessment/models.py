"""Tables of weights, assessments, panels, scores, results and reports.

Whatever an expert scores or writes before the release lies encrypted in ``sealed``
columns, bound to its row; who hides behind a pseudonym stays encrypted for good.
"""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from backend.features.assessment.states import (
    AhpSheetStatus,
    AssessmentStatus,
    MemberStatus,
    SheetStatus,
    WeightSetStatus,
)
from backend.features.experts.models import ExpertCategory, SourceSector
from backend.kernel.db import UTCDateTime, enum_type
from backend.kernel.records import Record

Json = dict[str, Any]


class ReviewMode(StrEnum):
    """How the experts meet (clause 5.1.2.3.5)."""

    LETTER = "letter"
    MEETING = "meeting"


class Blindness(StrEnum):
    """Who of applicant and experts knows whom (clause 5.2.1.2.8)."""

    SINGLE = "single"
    DOUBLE = "double"


class IndicatorSystem(Record, table=True):
    """One version of an indicator tree, kept whole (clause 5.1.2.1.2)."""

    __tablename__ = "indicator_systems"

    code: str = Field(max_length=60)
    tree_version: str = Field(max_length=20)
    name: str = Field(max_length=120)
    hash: str = Field(max_length=80, unique=True)
    body: Json = Field(default_factory=dict, sa_type=sa.JSON)


class WeightSet(Record, table=True):
    """Weights of an indicator tree from judgement matrices (clauses 5.1.2.2.3, 5.1.2.2.4)."""

    __tablename__ = "weight_sets"

    number: str = Field(max_length=20, unique=True)
    title: str = Field(max_length=200)
    system_id: uuid.UUID = Field(foreign_key="indicator_systems.id")
    method: str = Field(default="eigenvector", max_length=20)
    aggregation: str = Field(default="aij", max_length=20)
    ri_table: str = Field(default="alonso_lamata", max_length=40)
    cr_limit: float = 0.10
    delphi_study_id: uuid.UUID | None = Field(default=None, foreign_key="delphi_studies.id")
    combination: str = Field(default="additive", max_length=20)
    theta: float = 0.5
    status: WeightSetStatus = Field(
        default=WeightSetStatus.DRAFT, sa_type=enum_type(WeightSetStatus), index=True
    )
    revision: int | None = Field(default=None, unique=True)
    result: Json | None = Field(default=None, sa_type=sa.JSON)
    result_hash: str = Field(default="", max_length=80)
    approved_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    approved_by: uuid.UUID | None = None
    is_demo: bool = False


class AhpSheet(Record, table=True):
    """One expert's judgements for a weight set: node code → upper triangle."""

    __tablename__ = "ahp_sheets"
    __table_args__ = (sa.UniqueConstraint("weight_set_id", "user_id"),)
    __secret__: ClassVar[frozenset[str]] = frozenset({"answers", "history"})

    weight_set_id: uuid.UUID = Field(foreign_key="weight_sets.id", index=True)
    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    pseudonym: str = Field(max_length=20)
    answers: Json = Field(default_factory=dict, sa_type=sa.JSON)
    history: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    returned: int = 0
    submitted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    status: AhpSheetStatus = Field(
        default=AhpSheetStatus.OPEN, sa_type=enum_type(AhpSheetStatus), index=True
    )


class PassRuleVersion(Record, table=True):
    """When an outcome passes, as a versioned setting (clause 6.3.1)."""

    __tablename__ = "pass_rules"

    revision: int = Field(unique=True)
    total: float = 60.0
    dimension_floor: float = 40.0
    vetoes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    reason: str = Field(default="", max_length=500)
    set_by: uuid.UUID | None = None


class Assessment(Record, table=True):
    """The evaluation of one outcome by one panel (clause 6.2.1)."""

    __tablename__ = "assessments"

    number: str = Field(max_length=20, unique=True)
    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", index=True)
    outcome_title: str = Field(max_length=255)
    holder_org_id: uuid.UUID = Field(foreign_key="organisations.id", index=True)
    round: int = 1
    previous_id: uuid.UUID | None = Field(default=None, foreign_key="assessments.id")
    weight_set_id: uuid.UUID | None = Field(default=None, foreign_key="weight_sets.id")
    pass_rule_id: uuid.UUID | None = Field(default=None, foreign_key="pass_rules.id")
    lead_id: uuid.UUID | None = Field(default=None, foreign_key="users.id")
    mode: ReviewMode = Field(default=ReviewMode.LETTER, sa_type=enum_type(ReviewMode))
    blindness: Blindness = Field(default=Blindness.SINGLE, sa_type=enum_type(Blindness))
    # double-blind: further words to veil, and what staff decided after looking at the hits
    blind_words: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    blind_check: Json | None = Field(default=None, sa_type=sa.JSON)
    scope: str = Field(default="", max_length=2000)
    due_on: date | None = None
    scale_id: str = Field(default="trl-method", max_length=40)
    licensed: bool = False
    # parts with a maturity of their own: name and whether essential; none means the whole
    components: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    swot: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    strategies: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    status: AssessmentStatus = Field(
        default=AssessmentStatus.PREPARING, sa_type=enum_type(AssessmentStatus), index=True
    )
    started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    released_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    issued_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    # nobody scores and nothing is released as long as this stands
    frozen_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    frozen_by_name: str = Field(default="", max_length=80)
    frozen_reason: str = Field(default="", max_length=2000)
    is_demo: bool = False


class AvoidRequest(Record, table=True):
    """Whom the holder asks not to judge an outcome, each with a reason; staff weigh it (6.2)."""

    __tablename__ = "avoid_requests"

    outcome_id: uuid.UUID = Field(foreign_key="outcomes.id", unique=True)
    people: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    filed_by_name: str = Field(default="", max_length=80)
    filed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class PanelDraw(Record, table=True):
    """Experts drawn by lot, with seed and pool, so that anybody can draw again (clause 5.1.1.1)."""

    __tablename__ = "panel_draws"

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", index=True)
    seed: str = Field(max_length=40)
    # category → how many, whom the lot could fall on, on whom it fell: ids of experts
    counts: Json = Field(sa_type=sa.JSON)
    pool: Json = Field(sa_type=sa.JSON)
    drawn: Json = Field(sa_type=sa.JSON)
    drawn_by_name: str = Field(max_length=80)


class PanelMember(Record, table=True):
    """One expert on one panel with the declaration signed for it (clause 5.1.1.1)."""

    __tablename__ = "panel_members"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "expert_id"),)
    __secret__: ClassVar[frozenset[str]] = frozenset({"pseudonym"})

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", index=True)
    expert_id: uuid.UUID = Field(foreign_key="experts.id", index=True)
    user_id: uuid.UUID = Field(foreign_key="users.id", index=True)
    org_id: uuid.UUID = Field(foreign_key="organisations.id")
    category: ExpertCategory = Field(sa_type=enum_type(ExpertCategory))
    source_sector: SourceSector = Field(sa_type=enum_type(SourceSector))
    pseudonym: bytes = b""
    leaves: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    leaves_reason: str = Field(default="", max_length=500)
    reasons: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    conflicts: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    conflict_decision: str = Field(default="", max_length=500)
    # found after the nomination and not judged yet
    pending: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    status: MemberStatus = Field(
        default=MemberStatus.PROPOSED, sa_type=enum_type(MemberStatus), index=True
    )
    declaration_version: str = Field(default="", max_length=20)
    declaration_text: str = Field(default="", sa_type=sa.Text)
    declaration_sha256: str = Field(default="", max_length=64)
    signed_name: str = Field(default="", max_length=80)
    signed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    left_reason: str = Field(default="", max_length=2000)
    left_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    reminded_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class ScoreSheet(Record, table=True):
    """One member's sheet; advice and vetoes are sealed like the scores."""

    __tablename__ = "score_sheets"
    __secret__: ClassVar[frozenset[str]] = frozenset({"sealed"})

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", index=True)
    member_id: uuid.UUID = Field(foreign_key="panel_members.id", unique=True)
    sealed: bytes = b""
    status: SheetStatus = Field(default=SheetStatus.OPEN, sa_type=enum_type(SheetStatus))
    submitted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class Score(Record, table=True):
    """One leaf of a sheet: value, comment, evidence and answers in one sealed text."""

    __tablename__ = "scores"
    __table_args__ = (sa.UniqueConstraint("sheet_id", "leaf"),)
    __secret__: ClassVar[frozenset[str]] = frozenset({"sealed"})

    sheet_id: uuid.UUID = Field(foreign_key="score_sheets.id", index=True)
    leaf: str = Field(max_length=20)
    sealed: bytes = b""
    done: bool = False


class MaturityProof(Record, table=True):
    """A proof on file for one item of the maturity scale (clause 5.1.2.1.5-b)."""

    __tablename__ = "maturity_proofs"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "component", "code"),)

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", index=True)
    component: str = Field(default="整体", max_length=80)
    code: str = Field(max_length=60)
    file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")
    note: str = Field(default="", max_length=500)
    checked_by: uuid.UUID | None = None
    checked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class AssessmentResult(Record, table=True):
    """The computed result; written once at the release and never changed."""

    __tablename__ = "assessment_results"

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", unique=True)
    outcome_id: uuid.UUID = Field(index=True)
    payload: Json = Field(default_factory=dict, sa_type=sa.JSON)
    evidence: Json | None = Field(default=None, sa_type=sa.JSON)
    input_hash: str = Field(max_length=80)
    formulas_version: str = Field(max_length=20)
    total: float | None = None
    grade: str = Field(default="", max_length=40)
    passed: bool = False
    computed_at: datetime = Field(sa_type=UTCDateTime)


class Report(Record, table=True):
    """The report with its mandated parts (clause 5.1.2.3.6)."""

    __tablename__ = "assessment_reports"

    assessment_id: uuid.UUID = Field(foreign_key="assessments.id", unique=True)
    overview: str = Field(default="", sa_type=sa.Text)
    maturity_statement: str = Field(default="", sa_type=sa.Text)
    transfer_advice: str = Field(default="", sa_type=sa.Text)
    routes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    next_milestone: str = Field(default="", max_length=500)
    risks: str = Field(default="", max_length=2000)
    expert_advice: list[Json] = Field(default_factory=list, sa_type=sa.JSON)
    limits: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    valid_until: date | None = None
    content_hash: str = Field(default="", max_length=80)
    document: Json | None = Field(default=None, sa_type=sa.JSON)
    pdf_file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")
    archive_file_id: uuid.UUID | None = Field(default=None, foreign_key="stored_files.id")


class ReportConsent(Record, table=True):
    """A member's consent to exactly this text, or a dissent on record (clause 6.2.2)."""

    __tablename__ = "report_consents"
    __secret__: ClassVar[frozenset[str]] = frozenset({"sealed"})
    __table_args__ = (sa.UniqueConstraint("report_id", "member_id"),)

    report_id: uuid.UUID = Field(foreign_key="assessment_reports.id", index=True)
    member_id: uuid.UUID = Field(foreign_key="panel_members.id")
    sealed: bytes = b""
    content_hash: str = Field(max_length=80)
    signed_at: datetime = Field(sa_type=UTCDateTime)
