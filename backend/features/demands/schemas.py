"""What the API takes and gives about needs."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backend.features.demands.states import DemandStatus, DemandType
from backend.features.taxonomy.queries import known
from backend.kernel.finding import CodeView, SnippetView
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import Fen, OptionalLongText, OptionalMediumText, ShortText

MAX_DISEASES = 10
MAX_MODES = 7


def _code_of(scheme: str, name: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if not known(scheme, code):
            raise PydanticCustomError("term", "应从“{name}”的列表中选择", {"name": name})
        return code

    return check


_Code = Annotated[str, StringConstraints(max_length=40)]
FieldCode = Annotated[_Code, AfterValidator(_code_of("tech_field", "技术领域"))]
SceneCode = Annotated[_Code, AfterValidator(_code_of("scene", "应用场景"))]
ModeCode = Annotated[_Code, AfterValidator(_code_of("cooperation_mode", "合作意向"))]
DiseaseCode = Annotated[_Code, AfterValidator(_code_of("disease", "病种"))]


class DemandInput(Input):
    """The form of a need: ten fields, of which only the title is needed for a draft."""

    title: Annotated[ShortText, Field(max_length=120)]
    description: Annotated[OptionalLongText, Field(max_length=5_000)] = ""
    demand_type: DemandType | None = None
    field: FieldCode | None = None
    scene: SceneCode | None = None
    diseases: Annotated[list[DiseaseCode], Field(max_length=MAX_DISEASES)] = Field(
        default_factory=list
    )
    modes: Annotated[list[ModeCode], Field(max_length=MAX_MODES)] = Field(default_factory=list)
    budget_fen: Fen | None = None
    deadline: date | None = None
    confidential_note: OptionalMediumText = ""


class DemandDecisionInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class DemandRow(Schema):
    """One line of a list of needs."""

    id: uuid.UUID
    version: int
    number: str | None
    title: str
    summary: str
    org_id: uuid.UUID | None
    org_name: str
    org_type_text: str | None
    org_verified: bool
    demand_type: DemandType | None
    demand_type_label: str
    field: str | None
    field_label: str
    scene: str | None
    scene_label: str
    modes: list[CodeView]
    mode_texts: list[str]
    diseases: list[CodeView]
    budget_text: str | None
    deadline: date | None
    deadline_text: str | None
    overdue: bool
    status: DemandStatus
    status_label: str
    published_at: datetime | None
    updated_at: datetime
    imported: bool
    is_demo: bool


class DemandHit(DemandRow):
    """One need found in the public hall."""

    snippets: list[SnippetView]
    complete: bool


class DemandClock(Schema):
    """How long the review has taken, in working days without the time the user was waited for."""

    due_at: datetime
    due_days: int
    used_days: float
    waiting: bool
    overdue: bool
    completed_at: datetime | None


class DemandPrivate(Schema):
    """What only the asking organisation and staff see."""

    confidential_note: str
    return_reason: str
    owner_name: str
    budget_fen: int | None
    submitted_at: datetime | None
    clock: DemandClock | None
    history: list[HistoryView]


class DemandView(DemandRow):
    """One need; `private` is there for its organisation, staff and auditors only."""

    description: str
    source_url: str
    note: str | None
    private: DemandPrivate | None
    may_match: bool
    available_actions: list[ActionView]
