"""Score sheets: what one member reads and writes about the own leaves."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.features.assessment.schemas.weights import AnchorView, Points, QuestionView
from backend.features.assessment.states import SheetStatus
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import OptionalMediumText, TextRule

AnswerKey = Annotated[str, TextRule(1, 40)]
Answer = Annotated[str, TextRule(0, 500)]


class ScoreInput(Input):
    """One leaf: a score, or an abstention with its reason."""

    value: Points | None = None
    abstain_reason: Annotated[str, TextRule(0, 500)] = ""
    comment: OptionalMediumText = ""
    evidence: Annotated[list[uuid.UUID], Field(max_length=30)] = Field(default_factory=list)
    answers: Annotated[dict[AnswerKey, Answer], Field(max_length=40)] = Field(default_factory=dict)


class VetoInput(Input):
    """A veto with its reason."""

    kind: Literal["ethics", "ownership", "safety"]
    reason: Annotated[str, TextRule(1, 500)]


class NotesInput(Input):
    """Advice for the report, and vetoes if there are any."""

    advice: OptionalMediumText = ""
    vetoes: Annotated[list[VetoInput], Field(max_length=3)] = Field(default_factory=list)


class ScoreView(Schema):
    """My score of one leaf."""

    value: float | None
    abstain_reason: str
    comment: str
    evidence: list[uuid.UUID]
    answers: dict[str, str]


class VetoView(Schema):
    """A veto."""

    kind: str
    kind_label: str
    reason: str


class LeafTask(Schema):
    """One leaf to judge, with anchors, questions and what is still missing."""

    code: str
    name: str
    clause: str
    definition: str
    anchors: list[AnchorView]
    questions: list[QuestionView]
    evidence_kinds: list[str]
    score: ScoreView | None
    done: bool
    missing: list[str]


class DimensionTask(Schema):
    """One dimension with the leaves assigned to me."""

    code: str
    name: str
    leaves: list[LeafTask]


class SheetView(Schema):
    """My score sheet."""

    id: uuid.UUID
    version: int
    task_id: uuid.UUID
    number: str
    outcome_title: str
    status: SheetStatus
    status_label: str
    submitted_at: datetime | None
    dimensions: list[DimensionTask]
    advice: str
    vetoes: list[VetoView]
    scored: int
    total: int
    missing: list[str]
    editable: bool
    frozen: bool
    available_actions: list[ActionView]
