"""What the API takes and gives about projects."""

import uuid
from datetime import date, datetime

from backend.features.agreements.states import TransferMode
from backend.features.implementation.models import ConversionKind, ProjectSide, ReportKind, Track
from backend.features.implementation.states import ConversionStatus, IssueStatus, ProjectStatus
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import (
    MediumText,
    OptionalMediumText,
    OptionalShortText,
    ShortText,
)


class MilestoneInput(Input):
    """A step with its owner and date."""

    track: Track = Track.PROJECT
    title: ShortText
    owner_side: ProjectSide
    owner_name: OptionalShortText = ""
    due_on: date


class MilestoneChange(Input):
    """A step with a new date, name or owner, and why."""

    title: ShortText
    owner_side: ProjectSide
    owner_name: OptionalShortText = ""
    due_on: date
    reason: MediumText


class DoneInput(Input):
    """When and how a step was reached."""

    done_on: date
    note: OptionalMediumText = ""


class IssueInput(Input):
    """A problem and who is to solve it."""

    title: ShortText
    detail: OptionalMediumText = ""
    owner_side: ProjectSide
    owner_name: OptionalShortText = ""
    due_on: date | None = None


class ProgressInput(Input):
    """What happened, what hinders, what comes next."""

    happened_on: date
    progress: MediumText
    problems: OptionalMediumText = ""
    next_steps: OptionalMediumText = ""


class ConversionInput(Input):
    """A conversion with its proof, which was uploaded before."""

    kind: ConversionKind
    transfer_mode: TransferMode
    happened_on: date
    proof_file_id: uuid.UUID
    note: OptionalMediumText = ""


class ReasonedInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class FileView(Schema):
    """A file of a project."""

    id: uuid.UUID
    name: str
    size: int
    sha256: str
    media_type: str
    uploaded_by_name: str
    created_at: datetime


class MilestoneView(Schema):
    """One step; `state` is done, late or open."""

    id: uuid.UUID
    track: Track
    track_label: str
    title: str
    owner_side: ProjectSide
    owner_side_label: str
    owner_name: str
    due_on: date
    done_on: date | None
    done_note: str
    state: str
    days_late: int


class IssueView(Schema):
    """One problem."""

    id: uuid.UUID
    version: int
    project_id: uuid.UUID
    created_at: datetime
    title: str
    detail: str
    owner_side: ProjectSide
    owner_side_label: str
    owner_name: str
    due_on: date | None
    overdue: bool
    status: IssueStatus
    status_label: str
    resolution: str
    opened_by_name: str
    resolved_at: datetime | None
    available_actions: list[ActionView]


class ProgressView(Schema):
    """One report or visit."""

    id: uuid.UUID
    kind: ReportKind
    kind_label: str
    created_at: datetime
    happened_on: date
    author_name: str
    org_name: str
    progress: str
    problems: str
    next_steps: str


class ConversionView(Schema):
    """A reported conversion with its proof."""

    id: uuid.UUID
    version: int
    project_id: uuid.UUID | None
    outcome_id: uuid.UUID
    outcome_title: str
    kind: ConversionKind
    kind_label: str
    transfer_mode: TransferMode
    transfer_mode_label: str
    happened_on: date
    note: str
    proof: FileView | None
    status: ConversionStatus
    status_label: str
    reported_by_name: str
    created_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    decision_note: str
    available_actions: list[ActionView]
    is_demo: bool


class ProjectRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    number: str
    title: str
    outcome_title: str
    holder_name: str
    demander_name: str
    status: ProjectStatus
    status_label: str
    started_on: date
    planned_end_on: date | None
    next_due_on: date | None
    late_milestones: int
    open_issues: int
    last_contact_at: datetime
    contact_overdue: bool
    converted: bool
    is_demo: bool


class ProjectView(ProjectRow):
    """A project with everything its page shows."""

    version: int
    agreement_id: uuid.UUID
    agreement_number: str
    introduction_id: uuid.UUID
    outcome_id: uuid.UUID
    my_side: ProjectSide | None
    transfer_mode: TransferMode
    milestones: list[MilestoneView]
    issues: list[IssueView]
    reports: list[ProgressView]
    conversions: list[ConversionView]
    history: list[HistoryView]
    can_work: bool
    can_report_conversion: bool
    available_actions: list[ActionView]
