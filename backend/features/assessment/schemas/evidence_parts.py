"""Parts of the evidence base: citations, trend, cost, project facts, rights (5.1.2.1)."""

import uuid
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from backend.kernel.schema import Input, Schema
from backend.kernel.text import Fen, Label, OptionalMediumText, ShortText, TextRule

PageText = Annotated[str, TextRule(0, 40)]
Source = Annotated[str, TextRule(0, 300)]
Note = Annotated[str, TextRule(0, 500)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Persons = Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False)]
CitationKind = Literal["literature", "patent", "market_report", "guideline", "other"]
ImportWhat = Literal["figures", "bibtex", "patents"]
GapClaim = Literal["none", "domestic", "international"]


class CitationInput(Input):
    """A paper, patent or report that figures may name as their source."""

    key: Annotated[str, TextRule(1, 80)]
    kind: CitationKind
    title: Annotated[str, TextRule(1, 500)]
    authors: Annotated[str, TextRule(0, 500)] = ""
    source: Source = ""
    year: Year | None = None
    number: Annotated[str, TextRule(0, 120)] = ""
    note: Note = ""


class CitationsInput(Input):
    """All citations anew."""

    citations: Annotated[list[CitationInput], Field(max_length=500)]


class PopulationPointInput(Input):
    """One year of the series."""

    year: Year
    value: Persons


class PopulationTrendInput(Input):
    """The affected population by year with its source and the epidemiology note (5.1.2.1.4-b)."""

    name: ShortText
    unit: Annotated[str, TextRule(0, 40)] = "人"
    points: Annotated[list[PopulationPointInput], Field(min_length=2, max_length=80)]
    source: ShortText
    note: OptionalMediumText = ""
    file_id: uuid.UUID | None = None
    page: PageText = ""


class CaseCostInput(Input):
    """Cost of one case: visits and consumables, with source (5.1.2.1.3-d)."""

    visit_fen: Fen
    consumable_fen: Fen
    source: ShortText
    year: Year
    file_id: uuid.UUID | None = None
    page: PageText = ""


class TreatmentCostInput(Input):
    """The outcome against existing care."""

    new: CaseCostInput
    existing: CaseCostInput


class NoveltyClaimInput(Input):
    """The claim to fill a gap, and the novelty-search report behind it (5.1.2.1.5-a)."""

    claim: GapClaim = "none"
    note: Note = ""
    report_file_id: uuid.UUID | None = None
    report_number: Annotated[str, TextRule(0, 80)] = ""


class ProjectStepInput(Input):
    """One step of the project (5.1.2.1.5-c)."""

    name: ShortText
    state: Literal["done", "running", "planned"]
    on: date | None = None
    file_id: uuid.UUID | None = None


class InterfaceInput(Input):
    """Where the outcome meets what is in use: a procedure, a device, a system (5.1.2.1.5-d)."""

    name: ShortText
    kind: Literal["procedure", "device", "information", "workflow", "other"]
    fit: Literal["direct", "minor", "major", "conflict"]
    note: Note = ""


class ProjectMemberInput(Input):
    """One member; without a role the table is incomplete (5.1.2.1.7)."""

    name: Label
    role: Annotated[str, TextRule(0, 60)] = ""
    discipline: Annotated[str, TextRule(0, 60)] = ""
    title: Annotated[str, TextRule(0, 60)] = ""
    task: Annotated[str, TextRule(0, 200)] = ""
    share: Annotated[int, Field(ge=0, le=100)] | None = None


class ProjectProfileInput(Input):
    """What the holder states about project and team."""

    novelty: NoveltyClaimInput = Field(default_factory=NoveltyClaimInput)
    milestones: Annotated[list[ProjectStepInput], Field(max_length=60)] = Field(
        default_factory=list
    )
    interfaces: Annotated[list[InterfaceInput], Field(max_length=60)] = Field(default_factory=list)
    team: Annotated[list[ProjectMemberInput], Field(max_length=60)] = Field(default_factory=list)


class CitationView(Schema):
    """A citation and how many figures rest on it."""

    key: str
    kind: str
    kind_label: str
    title: str
    authors: str
    source: str
    year: int | None
    number: str
    note: str
    figures: int


class PopulationPointView(Schema):
    """One year."""

    year: int
    value: float


class PopulationTrendView(Schema):
    """The series with growth per year (clause 5.1.2.1.4-b)."""

    name: str
    unit: str
    points: list[PopulationPointView]
    growth: float
    change: float
    direction: str
    direction_label: str
    source: str
    note: str
    file_id: uuid.UUID | None
    file_name: str
    page: str


class CaseCostView(Schema):
    """Cost of one case with its sum."""

    visit_fen: int
    consumable_fen: int
    total_fen: int
    source: str
    year: int
    file_id: uuid.UUID | None
    file_name: str
    page: str


class TreatmentCostView(Schema):
    """Both sums and their difference (clause 5.1.2.1.3-d)."""

    new: CaseCostView
    existing: CaseCostView
    difference_fen: int
    relative: float | None
    cheaper: bool | None


class NoveltyClaimView(Schema):
    """The claim and its report."""

    claim: str
    claim_label: str
    note: str
    report_file_id: uuid.UUID | None
    report_name: str
    report_number: str


class ProjectStepView(Schema):
    """One step."""

    name: str
    state: str
    state_label: str
    on: date | None
    file_id: uuid.UUID | None
    file_name: str


class InterfaceView(Schema):
    """One interface."""

    name: str
    kind: str
    kind_label: str
    fit: str
    fit_label: str
    note: str


class ProjectMemberView(Schema):
    """One member; `complete` is false without a role."""

    name: str
    role: str
    discipline: str
    title: str
    task: str
    share: int | None
    complete: bool


class ProjectProfileView(Schema):
    """Project and team as the holder states them."""

    novelty: NoveltyClaimView
    milestones: list[ProjectStepView]
    interfaces: list[InterfaceView]
    team: list[ProjectMemberView]


class PropertyRightView(Schema):
    """One right of the outcome's table; `mark` says why it does not count."""

    kind: str
    title: str
    number: str
    state_label: str
    phase: str
    phase_label: str
    expiry_date: date | None
    mark: str


class PrefillView(Schema):
    """Proposed points of a leaf with the rule and the reasons; the expert decides."""

    leaf: str
    leaf_name: str
    value: float
    rule: str
    reasons: list[str]
    marks: list[str]


class EvidenceImportFault(Schema):
    """A line that was not taken, and why."""

    line: int
    message: str
