"""Assessments, panels and declarations."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.features.assessment.models import Blindness, ReviewMode
from backend.features.assessment.states import AssessmentStatus, MemberStatus, SheetStatus
from backend.features.experts.models import ExpertCategory, SourceSector
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import (
    Label,
    MediumText,
    OptionalMediumText,
    TextRule,
)

LeafCode = Annotated[str, TextRule(1, 20)]
BlindWord = Annotated[str, TextRule(2, 80)]
BlindWords = Annotated[list[BlindWord], Field(max_length=60)]
Reason500 = Annotated[str, TextRule(0, 500)]


class AssessmentInput(Input):
    """A new assessment of an accepted outcome (clause 5.1.2.3.2)."""

    outcome_id: uuid.UUID
    mode: ReviewMode = ReviewMode.LETTER
    blindness: Blindness = Blindness.SINGLE
    blind_words: BlindWords = Field(default_factory=list)
    due_on: date | None = None
    scope: OptionalMediumText = ""
    weight_set_id: uuid.UUID | None = None


class AssessmentSettingsInput(Input):
    """Settings that may change until the assessment starts."""

    mode: ReviewMode
    # left out: stays as it is
    blindness: Blindness | None = None
    blind_words: BlindWords | None = None
    due_on: date | None = None
    scope: OptionalMediumText = ""
    weight_set_id: uuid.UUID | None = None


class NominateInput(Input):
    """An expert for the panel; a soft conflict needs a decision with its reason."""

    expert_id: uuid.UUID
    conflict_decision: Reason500 = ""


class DrawInput(Input):
    """How many experts of each category are drawn by lot."""

    counts: dict[ExpertCategory, Annotated[int, Field(ge=0, le=20)]]


class ConflictDecisionInput(Input):
    """Why an expert may go on in spite of a relation that was found."""

    decision: Annotated[str, TextRule(1, 500)]


class LeavesInput(Input):
    """Leaves a member judges, other than those of the category: with a reason."""

    leaves: Annotated[list[LeafCode], Field(min_length=1, max_length=60)]
    reason: Annotated[str, TextRule(1, 500)]


class AssessmentReasonInput(Input):
    """Why."""

    reason: OptionalMediumText = ""


class SignInput(Input):
    """The signature under the declaration: typed name and the hash of the text read."""

    name: Label
    text_sha256: Annotated[str, TextRule(64, 64)]
    accept: Literal[True]


class ShareView(Schema):
    """A count per category or sector."""

    code: str
    label: str
    count: int


class CompositionView(Schema):
    """The panel judged by the rule of clause 5.1.1.1."""

    ok: bool
    size: int
    problems: list[str]
    categories: list[ShareView]
    sectors: list[ShareView]


class ConflictView(Schema):
    """One finding with its evidence."""

    rule: str
    label: str
    evidence: str
    hard: bool

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "ConflictView":
        """Return a kept finding without what only the other side reads."""
        return cls(**{name: kept[name] for name in cls.model_fields})


class CandidateView(Schema):
    """An expert who could sit on the panel: reasons for, conflicts against."""

    expert_id: uuid.UUID
    name: str
    organisation_name: str
    category: ExpertCategory
    category_label: str
    source_sector: SourceSector
    source_sector_label: str
    field_labels: list[str]
    title: str
    liver_years: int | None
    load: int
    max_load: int
    reasons: list[str]
    conflicts: list[ConflictView]
    blocked: bool
    suggested: bool
    replaces: str
    on_panel: bool


class CandidatesView(Schema):
    """Candidates, best first, and the composition if the suggestion were taken.

    `gaps` says which rules have nothing to look at, because the outcome is silent.
    """

    candidates: list[CandidateView]
    gaps: list[str]
    suggested: CompositionView
    # how many experts the holder asks to keep away
    avoided: int
    # category → on how many a lot could fall now, and how many it still wants
    free: dict[ExpertCategory, int]
    wanted: dict[ExpertCategory, int]


class LotView(Schema):
    """The lot of one expert: SHA-256 of seed and id; the smallest lots are drawn."""

    name: str
    expert_id: uuid.UUID
    lot: str
    drawn: bool


class DrawnCategory(Schema):
    """One category of a draw: on how many it could fall, in the order of their lots."""

    label: str
    pool: int
    lots: list[LotView]


class DrawView(Schema):
    """A draw with everything needed to draw again; `holds` says that drawing again agrees."""

    at: datetime
    by: str
    seed: str
    holds: bool
    categories: list[DrawnCategory]


class AssessmentRow(Schema):
    """One line of the list; progress is for those who organise."""

    id: uuid.UUID
    number: str
    outcome_id: uuid.UUID
    outcome_title: str
    holder_name: str
    round: int
    status: AssessmentStatus
    status_label: str
    mode: ReviewMode
    mode_label: str
    blindness: Blindness
    blindness_label: str
    due_on: date | None
    started_at: datetime | None
    issued_at: datetime | None
    created_at: datetime
    is_demo: bool
    panel_size: int | None = None
    signed: int | None = None
    submitted: int | None = None


class StepView(Schema):
    """One step on the way."""

    code: str
    label: str
    done: bool
    at: datetime | None = None


class AssessmentSummary(AssessmentRow):
    """What the holder may know of an assessment under way."""

    version: int
    steps: list[StepView]
    can_read_result: bool
    can_inspect: bool


class MemberView(Schema):
    """One member as the organisers see it: name, seat, progress, never a score."""

    id: uuid.UUID
    version: int
    expert_id: uuid.UUID
    name: str
    organisation_name: str
    category: ExpertCategory
    category_label: str
    source_sector: SourceSector
    source_sector_label: str
    status: MemberStatus
    status_label: str
    leaves: list[str]
    leaves_reason: str
    reasons: list[str]
    conflicts: list[ConflictView]
    conflict_decision: str
    open_conflicts: list[ConflictView]
    may_decide: bool
    signed_at: datetime | None
    declaration_sha256: str
    left_reason: str
    left_at: datetime | None
    sheet_status: SheetStatus | None
    sheet_status_label: str
    sheet_version: int | None
    scored: int
    submitted_at: datetime | None
    reminded_at: datetime | None
    can_remove: bool
    can_return_sheet: bool
    available_actions: list[ActionView]


class RevealInput(Input):
    """What the names are needed for."""

    reason: MediumText


class RevealedMember(Schema):
    """Who stands behind one pseudonym."""

    pseudonym: str
    name: str
    organisation_name: str
    status_label: str


class CoverageView(Schema):
    """How many members judge a leaf."""

    code: str
    name: str
    dimension: str
    raters: int


class AssessmentView(AssessmentRow):
    """The assessment as its organisers see it."""

    version: int
    blind_words: list[str]
    scope: str
    lead_name: str
    weight_set_id: uuid.UUID | None
    weight_set_label: str
    pass_rule_label: str
    scale_id: str
    composition: CompositionView
    coverage: list[CoverageView]
    members: list[MemberView]
    blockers: list[str]
    released: bool
    can_reveal: bool
    history: list[HistoryView]
    available_actions: list[ActionView]


class TaskRow(Schema):
    """One of my seats."""

    id: uuid.UUID
    number: str
    outcome_title: str
    status: MemberStatus
    status_label: str
    stage: str
    stage_label: str
    blindness: Blindness
    blindness_label: str
    due_on: date | None
    scored: int
    total: int
    is_demo: bool


class TaskList(Schema):
    """My seats, open ones first."""

    items: list[TaskRow]


class TaskView(TaskRow):
    """The gate: before the signature nothing but title and declaration (clause 5.1.1.1)."""

    version: int
    mode_label: str
    expert_name: str
    declaration_version: str
    declaration_text: str
    text_sha256: str
    signed_name: str
    signed_at: datetime | None
    declaration_sha256: str
    conflicts: list[ConflictView]
    pending: list[ConflictView]
    left_reason: str
    can_open: bool
    can_score: bool
    report_ready: bool
    assessment_id: uuid.UUID | None
    available_actions: list[ActionView]


class MaterialFact(Schema):
    """A labelled value; empty means undisclosed."""

    label: str
    value: str


class MaterialSection(Schema):
    """A group of facts of the outcome."""

    key: str
    title: str
    facts: list[MaterialFact]


class MaterialFile(Schema):
    """A file of the outcome."""

    id: uuid.UUID
    name: str
    size: int
    media_type: str
    kind: str
    sha256: str


class MaterialView(Schema):
    """What a member who has signed may read."""

    number: str
    outcome_title: str
    sections: list[MaterialSection]
    files: list[MaterialFile]
