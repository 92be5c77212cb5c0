"""Work groups, evaluations of an institution, materials, pool."""

import uuid
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from backend.features.assessment.institution_states import (
    BatchStatus,
    ItemStatus,
    PoolClass,
    WorkGroupStatus,
)
from backend.features.assessment.schemas.evidence import EvidenceFile
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import Label, OptionalMediumText, ShortText, TextRule

Background = Annotated[str, TextRule(1, 500)]
Note = Annotated[str, TextRule(0, 500)]
LineCode = Annotated[str, TextRule(1, 20)]
Reason = Annotated[str, TextRule(1, 500)]


class GroupMemberInput(Input):
    """One member: duty and background; an account lets the member review materials."""

    name: Label
    duty: Label
    background: Background
    years: Annotated[int, Field(ge=0, le=80)] | None = None
    user_id: uuid.UUID | None = None


class WorkGroupInput(Input):
    """A work group with its members (clause 5.1.2.3.1)."""

    name: Annotated[str, TextRule(1, 120)]
    purpose: OptionalMediumText = ""
    appointed_on: date | None = None
    members: Annotated[list[GroupMemberInput], Field(max_length=60)] = Field(default_factory=list)


class EvaluationInput(Input):
    """The start form (clause 5.1.2.3.2)."""

    title: ShortText
    group_id: uuid.UUID
    scope: OptionalMediumText = ""
    starts_on: date
    ends_on: date
    outcome_ids: Annotated[list[uuid.UUID], Field(max_length=200)] = Field(default_factory=list)


class InstitutionReasonInput(Input):
    """Why."""

    reason: OptionalMediumText = ""


class MaterialInput(Input):
    """A file of the outcome under one line, or why the line does not apply."""

    file_id: uuid.UUID | None = None
    waived: bool = False
    note: Note = ""


class LineReturnInput(Input):
    """One line that is wrong or incomplete."""

    code: LineCode
    reason: Reason


class MaterialReturnInput(Input):
    """Send the materials back: which lines, and what is asked (clause 5.1.2.3.4)."""

    reason: ShortText
    lines: Annotated[list[LineReturnInput], Field(min_length=1, max_length=60)]


class RejectionInput(Input):
    """Errors of principle: the outcome is not evaluated."""

    reasons: Annotated[list[Reason], Field(min_length=1, max_length=20)]
    integrity: Annotated[list[Reason], Field(max_length=20)] = Field(default_factory=list)


class ClassifyInput(Input):
    """Class several outcomes at once; without a class each gets the one of its result."""

    outcome_ids: Annotated[list[uuid.UUID], Field(min_length=1, max_length=200)]
    pool_class: PoolClass | None = None
    reason: Note = ""


class InstitutionFileView(Schema):
    """A stored file."""

    id: uuid.UUID
    name: str
    size: int
    sha256: str
    uploaded_at: datetime
    uploaded_by_name: str


class GroupMemberView(Schema):
    """One member."""

    name: str
    duty: str
    background: str
    years: int | None
    user_id: uuid.UUID | None


class GroupAccountView(Schema):
    """A person of the institution who may sit in the group with an account."""

    user_id: uuid.UUID
    name: str
    role_label: str


class WorkGroupRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    number: str
    name: str
    organisation_name: str
    status: WorkGroupStatus
    status_label: str
    members: int
    has_file: bool
    appointed_on: date | None
    created_at: datetime
    is_demo: bool


class WorkGroupView(Schema):
    """A work group."""

    id: uuid.UUID
    version: int
    number: str
    name: str
    purpose: str
    organisation_name: str
    status: WorkGroupStatus
    status_label: str
    appointed_on: date | None
    file: InstitutionFileView | None
    members: list[GroupMemberView]
    blockers: list[str]
    editable: bool
    history: list[HistoryView]
    is_demo: bool
    available_actions: list[ActionView]


class EvaluationRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    number: str
    title: str
    organisation_name: str
    group_name: str
    status: BatchStatus
    status_label: str
    starts_on: date
    ends_on: date
    outcomes: int
    ready: int
    started_at: datetime | None
    started_by_name: str
    is_demo: bool


class BatchItemRow(Schema):
    """One outcome of an evaluation."""

    id: uuid.UUID
    outcome_id: uuid.UUID
    outcome_number: str | None
    outcome_title: str
    status: ItemStatus
    status_label: str
    filed: int
    lines: int
    percent: int
    rounds: int
    assessment_id: uuid.UUID | None


class EvaluationView(Schema):
    """The evaluation of an institution."""

    id: uuid.UUID
    version: int
    number: str
    title: str
    organisation_name: str
    group_id: uuid.UUID
    group_name: str
    tree_name: str
    tree_version: str
    scope: str
    starts_on: date
    ends_on: date
    status: BatchStatus
    status_label: str
    started_at: datetime | None
    started_by_name: str
    items: list[BatchItemRow]
    blockers: list[str]
    editable: bool
    history: list[HistoryView]
    is_demo: bool
    available_actions: list[ActionView]


class MaterialEntryView(Schema):
    """What lies under a line."""

    id: uuid.UUID
    file_id: uuid.UUID | None
    file_name: str
    waived: bool
    returned: bool
    note: str
    filed_by_name: str
    filed_at: datetime


class MaterialLineView(Schema):
    """One line of the checklist."""

    code: str
    label: str
    leaf: str
    proofs: list[str]
    may_waive: bool
    done: bool
    returned: str
    entries: list[MaterialEntryView]


class ItemAppealView(Schema):
    """The appeal against a refusal, and its decision."""

    grounds: str
    filed_by_name: str
    filed_at: datetime
    decision: str
    upheld: bool | None
    decided_by_name: str
    decided_at: datetime | None


class BatchItemView(BatchItemRow):
    """The materials of one outcome with what is missing."""

    version: int
    batch_id: uuid.UUID
    batch_number: str
    lines_list: list[MaterialLineView]
    files: list[EvidenceFile]
    evidence_id: uuid.UUID | None
    missing: list[str]
    appeal: ItemAppealView | None
    rejections: list[str]
    integrity: list[str]
    reviewed_at: datetime | None
    reviewed_by_name: str
    editable: bool
    history: list[HistoryView]
    is_demo: bool
    available_actions: list[ActionView]


class PoolCount(Schema):
    """How many outcomes stand in one class."""

    pool_class: PoolClass | None
    label: str
    count: int


class PoolProgress(Schema):
    """How many outcomes stand in one state."""

    status: str
    label: str
    count: int


class PoolBoard(Schema):
    """The institution's pool in figures; each figure is the length of a list."""

    organisation_name: str
    total: int
    classes: list[PoolCount]
    progress: list[PoolProgress]
    converted: int


class PoolRow(Schema):
    """One outcome of the pool."""

    outcome_id: uuid.UUID
    number: str | None
    title: str
    organisation_name: str
    status: str
    status_label: str
    assessment_number: str
    total: float | None
    grade: str
    passed: bool | None
    pool_class: PoolClass | None
    pool_label: str
    by_result: bool
    reason: str
    proposed: PoolClass | None
    classified_by_name: str
    classified_at: datetime | None


class ClassifiedView(Schema):
    """What a batch action did."""

    classified: int
    skipped: list[str]
    rows: list[PoolRow]
