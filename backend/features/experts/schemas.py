"""What the API takes and gives about experts."""

import uuid
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from backend.features.experts.models import (
    EngagementEnd,
    ExpertCategory,
    SourceSector,
    TieKind,
)
from backend.features.experts.states import ExpertStatus
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import (
    IntRule,
    OptionalMediumText,
    OptionalShortText,
    ShortText,
    TextRule,
)

Code = Annotated[str, TextRule(1, 40)]
Years = Annotated[int, IntRule(0, 70)]
Load = Annotated[int, IntRule(1, 20)]


class ExpertInput(Input):
    """An expert's profile; what is not known stays empty until the expert is admitted."""

    category: ExpertCategory
    source_sector: SourceSector | None = None
    fields: Annotated[list[Code], Field(max_length=12)] = Field(default_factory=list)
    specialities: Annotated[str, TextRule(0, 500)] = ""
    liver_years: Years | None = None
    title: Annotated[str, TextRule(0, 80)] = ""
    bio: OptionalMediumText = ""
    max_load: Load = 3


class ExpertCreateInput(ExpertInput):
    """A candidate entered by staff: somebody who has an account with the expert's hat."""

    email: Annotated[str, TextRule(3, 200)]


class TieInput(Input):
    """A standing relation to an organisation."""

    org_id: uuid.UUID | None = None
    org_name: Annotated[ShortText, Field(max_length=120)]
    kind: TieKind
    note: OptionalShortText = ""
    since: date | None = None


class ExpertReasonInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class TieView(Schema):
    """One declared relation."""

    id: uuid.UUID
    org_id: uuid.UUID | None
    org_name: str
    kind: TieKind
    kind_label: str
    note: str
    since: date | None
    ended_on: date | None


class EngagementView(Schema):
    """One task of an expert, past or present."""

    id: uuid.UUID
    title: str
    started_at: datetime
    ended_at: datetime | None
    end: EngagementEnd | None
    end_label: str


class ExpertRow(Schema):
    """One line of the expert base."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    org_id: uuid.UUID
    organisation_name: str
    category: ExpertCategory
    category_label: str
    source_sector: SourceSector | None
    source_sector_label: str
    fields: list[str]
    field_labels: list[str]
    specialities: str
    liver_years: int | None
    title: str
    load: int
    max_load: int
    status: ExpertStatus
    status_label: str
    is_demo: bool


class ExpertView(ExpertRow):
    """An expert with ties, history and what may be done."""

    version: int
    bio: str
    missing: list[str]
    ties: list[TieView]
    engagements: list[EngagementView]
    available_actions: list[ActionView]


class OwnExpertView(Schema):
    """My own entry, if there is one."""

    expert: ExpertView | None = None
