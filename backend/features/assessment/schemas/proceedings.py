"""Preliminary analysis, review meeting, appeal."""

import uuid
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from backend.features.assessment.models import ReviewMode
from backend.features.assessment.proceedings_models import AppealStatus
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import MediumText, OptionalMediumText, OptionalShortText, TextRule

LeafCode = Annotated[str, TextRule(1, 20)]
Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class PreliminaryScoreInput(Input):
    """The organisers' view of one leaf."""

    leaf: LeafCode
    value: Points
    note: Annotated[str, TextRule(0, 500)] = ""


class PreliminaryInput(Input):
    """The preliminary analysis (clause 5.1.2.3.5)."""

    scores: Annotated[list[PreliminaryScoreInput], Field(max_length=60)]
    summary: OptionalMediumText = ""


class MeetingInput(Input):
    """The review meeting; attendance names seats of the panel."""

    held_at: AwareDatetime
    place: OptionalShortText = ""
    chair: Annotated[str, TextRule(0, 80)] = ""
    present: Annotated[list[uuid.UUID], Field(max_length=60)]
    summary: OptionalMediumText = ""


class AppealInput(Input):
    """Why the holder does not accept the report."""

    grounds: MediumText


class AppealDecisionInput(Input):
    """The decision in words."""

    reason: OptionalMediumText = ""


class PreliminaryLeaf(Schema):
    """One leaf: preliminary score, and the experts' once released."""

    code: str
    name: str
    preliminary: float | None
    note: str
    dimension: str
    expert: float | None
    difference: float | None
    withheld: bool


class PreliminaryView(Schema):
    """Preliminary analysis beside the experts' (clause 5.1.2.3.5)."""

    version: int
    leaves: list[PreliminaryLeaf]
    summary: str
    preliminary_total: float | None
    expert_total: float | None
    written_by_name: str
    written_at: datetime | None
    editable: bool


class AttendanceView(Schema):
    """One seat of the panel and whether its expert came."""

    member_id: uuid.UUID
    name: str
    category_label: str
    present: bool


class MeetingView(Schema):
    """The review meeting; names, place and hour only to those who may inspect the panel."""

    version: int
    mode: ReviewMode
    mode_label: str
    held_at: datetime | None
    held_on: date | None
    place: str
    chair: str
    summary: str
    panel: int
    present: int
    quorum: int
    attendance: list[AttendanceView]
    minutes_file_id: uuid.UUID | None
    minutes_name: str
    blockers: list[str]
    editable: bool


class AppealView(Schema):
    """The appeal against one report."""

    id: uuid.UUID | None
    version: int | None
    assessment_id: uuid.UUID
    status: AppealStatus
    status_label: str
    until: date | None
    can_appeal: bool
    grounds: str
    filed_by_name: str
    filed_at: datetime | None
    decision: str
    decided_at: datetime | None
    available_actions: list[ActionView]
