"""What the API takes and gives about the library."""

import uuid
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from backend.features.library.states import RecordStatus
from backend.kernel.finding import CodeView, SnippetView
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import OptionalMediumText, ShortText

WebAddress = Annotated[
    str, StringConstraints(pattern=r"^(https?://[^\s<>\"]{3,480})?$", max_length=500)
]


class LibraryChannelInput(Input):
    """Another place where the outcome was made known."""

    name: Annotated[ShortText, Field(max_length=60)]
    url: WebAddress = ""
    on: date | None = None


class LibraryRemovalInput(Input):
    """Why a record leaves the library."""

    reason: OptionalMediumText = ""


class PublicFigure(Schema):
    """One technical parameter with its unit and where it comes from."""

    name: str
    value: str
    unit: str
    method: str
    sample: str
    evidence: str


class PublicCase(Schema):
    """One application case; without proof it says so."""

    place: str
    period: str
    numbers: str
    effect: str
    proof: str


class PublicRight(Schema):
    """One right: state, scope, term; `inventors` is null where a right knows none."""

    type_label: str
    title: str
    number: str
    application_number: str
    state: str
    state_label: str
    state_text: str
    owner: str
    inventors: list[str] | None
    filing_date: str | None
    grant_date: str | None
    expiry_date: str | None
    scope: str


class PublicDimension(Schema):
    """The score of one dimension of the assessment."""

    code: str
    label: str
    score: float | None


class PublicAssessment(Schema):
    """What the public sees of the assessment (6.2.2)."""

    number: str
    total: float | None
    grade: str
    weight_version: str
    issued_at: datetime | None
    maturity_level: str
    dimensions: list[PublicDimension]


class PublishedChannel(Schema):
    """One line of the channel log (6.3.1)."""

    name: str
    url: str
    at: datetime
    by: str


class LibraryCard(Schema):
    """One record in a list."""

    id: uuid.UUID
    outcome_id: uuid.UUID
    number: str
    title: str
    summary: str
    holder_name: str
    kind: str | None
    kind_label: str
    field: str | None
    field_label: str
    maturity: str | None
    maturity_label: str
    readiness: int | None
    scene: str | None
    scene_label: str
    modes: list[CodeView]
    rights: list[str]
    figure: PublicFigure | None
    year: int | None
    assessment_number: str
    total: float | None
    grade: str
    published_at: datetime | None
    checked_at: datetime | None
    progress: str
    is_demo: bool


class LibraryHit(LibraryCard):
    """One record found."""

    snippets: list[SnippetView]
    complete: bool


class LibraryDetail(LibraryCard):
    """One public record, whole."""

    version: int
    background: str
    innovation: str
    contribution: str
    maturity_evidence: str
    diseases: list[CodeView]
    syndromes: list[str]
    herbs: list[str]
    parameters: list[PublicFigure]
    cases: list[PublicCase]
    ip_rights: list[PublicRight]
    exclusivity_label: str
    region: str
    restricted: bool
    undisclosed: list[str]
    source_url: str
    source_title: str
    source_note: str
    assessment: PublicAssessment
    review_due_at: datetime | None
    channels: list[PublishedChannel]
    may_request: bool


class LibraryNeighbour(Schema):
    """A neighbour of a record."""

    id: uuid.UUID
    title: str
    holder_name: str
    field_label: str
    grade: str
    total: float | None


class LibraryRecordRow(Schema):
    """One line of the staff list of publication."""

    id: uuid.UUID
    version: int
    outcome_id: uuid.UUID
    number: str
    title: str
    holder_name: str
    assessment_id: uuid.UUID
    assessment_number: str
    total: float | None
    grade: str
    status: RecordStatus
    status_label: str
    assessed_at: datetime | None
    published_at: datetime | None
    review_due_at: datetime | None
    review_overdue: bool
    is_demo: bool
    available_actions: list[ActionView]


class LibraryRecordView(LibraryRecordRow):
    """One record as staff see it, with what the public will see."""

    preview: LibraryDetail
    history: list[HistoryView]
