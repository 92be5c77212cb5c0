"""Questionnaires of Delphi studies: what an expert hands in, and the feedback beside it."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.features.assessment.delphi_states import DelphiAnswerStatus
from backend.features.assessment.schemas.delphi import ItemCode
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import OptionalMediumText, TextRule

Comment = Annotated[str, TextRule(0, 500)]
Extent = Literal["large", "medium", "small"]
Familiarity = Literal["very", "fairly", "moderate", "little", "none"]


class DelphiBasisInput(Input):
    """On what a judgement rests: four bases, each to some extent; null while not yet chosen."""

    practice: Extent | None = None
    theory: Extent | None = None
    peers: Extent | None = None
    intuition: Extent | None = None


class DelphiRatingInput(Input):
    """Importance of one item; null with a comment if it cannot be judged."""

    code: ItemCode
    value: Annotated[int, Field(ge=1, le=9)] | None = None
    comment: Comment = ""


class DelphiAnswerInput(Input):
    """The questionnaire as it stands."""

    familiarity: Familiarity | None = None
    basis: DelphiBasisInput | None = None
    ratings: Annotated[list[DelphiRatingInput], Field(max_length=100)] = Field(default_factory=list)
    suggestions: OptionalMediumText = ""


class DelphiTaskRow(Schema):
    """One of my questionnaires."""

    id: uuid.UUID
    study_number: str
    title: str
    round: int
    status: DelphiAnswerStatus
    status_label: str
    open: bool
    due_on: date | None
    rated: int
    total: int
    is_demo: bool
    created_at: datetime


class DelphiTaskItem(Schema):
    """One item of my questionnaire with the feedback of the last round."""

    code: str
    name: str
    definition: str
    level: int
    level_label: str
    parent: str
    added: bool
    value: int | None
    comment: str
    own_before: float | None
    median: float | None
    q1: float | None
    q3: float | None
    n: int | None
    comments: list[str]


class DelphiTaskView(DelphiTaskRow):
    """My questionnaire; the group appears as median and quartiles only."""

    version: int
    purpose: str
    message: str
    changes: list[str]
    scale_max: int
    familiarity: str | None
    basis: dict[str, str]
    suggestions: str
    items: list[DelphiTaskItem]
    group_suggestions: list[str]
    missing: list[str]
    submitted_at: datetime | None
    available_actions: list[ActionView]
