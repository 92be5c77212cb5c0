"""The evidence base: figures with file and page, market size, old against new (5.1.2.2.2)."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.features.assessment.schemas.evidence_parts import (
    CitationView,
    EvidenceImportFault,
    PopulationTrendView,
    PrefillView,
    ProjectProfileView,
    PropertyRightView,
    TreatmentCostView,
)
from backend.kernel.schema import Input, Schema
from backend.kernel.text import Label, ShortText, TextRule

LeafCode = Annotated[str, TextRule(0, 20)]
Page = Annotated[str, TextRule(0, 40)]
Unit = Annotated[str, TextRule(0, 40)]
Source = Annotated[str, TextRule(0, 300)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Finite = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
EvidencePart = Literal[
    "utility", "cost", "market", "trend", "novelty", "stage", "interfaces", "rights", "team"
]
EvidenceKind = Literal[
    "clinical_trial", "real_world", "market_report", "patent", "literature", "test", "other"
]


class EvidenceStartInput(Input):
    """Open the evidence base of an outcome."""

    outcome_id: uuid.UUID


class FigureInput(Input):
    """One extracted number: where it stands is part of it."""

    leaf: LeafCode = ""
    kind: EvidenceKind
    name: ShortText
    value: Finite
    unit: Unit = ""
    file_id: uuid.UUID | None = None
    page: Page = ""
    source: Source = ""
    citation: Annotated[str, TextRule(0, 80)] = ""
    year: Year | None = None


class FiguresInput(Input):
    """All figures anew."""

    figures: Annotated[list[FigureInput], Field(max_length=500)]


class EstimateInput(Input):
    """A figure with low, base and high estimate and its source."""

    low: Amount
    base: Amount
    high: Amount
    source: ShortText
    year: Year
    file_id: uuid.UUID | None = None
    page: Page = ""


class MarketInput(Input):
    """Affected persons per year and price of the existing or comparable solution, in yuan."""

    persons: EstimateInput
    price: EstimateInput


class ComparisonInput(Input):
    """One quantity before and after, with its source."""

    name: Label
    unit: Unit = ""
    old: Finite
    new: Finite
    lower_is_better: bool = False
    file_id: uuid.UUID | None = None
    page: Page = ""
    source: Source = ""


class UtilityInput(Input):
    """The whole comparison anew (clause 5.1.2.1.3-b)."""

    rows: Annotated[list[ComparisonInput], Field(max_length=50)]


class FigureView(Schema):
    """One figure; its file and page open from here."""

    leaf: str
    leaf_name: str
    kind: str
    kind_label: str
    name: str
    value: float
    unit: str
    file_id: uuid.UUID | None
    file_name: str
    page: str
    source: str
    citation: str
    citation_title: str
    year: int | None


class EstimateView(Schema):
    """An estimate with its source."""

    low: float
    base: float
    high: float
    source: str
    year: int
    file_id: uuid.UUID | None
    file_name: str
    page: str


class MarketView(Schema):
    """Market size in yuan per year with both sources (clause 5.1.2.1.4-a)."""

    persons: EstimateView
    price: EstimateView
    low: float
    base: float
    high: float
    sources: list[str]
    points_low: float
    points_base: float
    points_high: float
    breakpoints: str


class UtilityRowView(Schema):
    """One quantity: difference computed, and whether it is better."""

    name: str
    unit: str
    old: float
    new: float
    difference: float
    relative: float | None
    better: bool | None
    lower_is_better: bool
    file_id: uuid.UUID | None
    file_name: str
    page: str
    source: str


class EvidenceFile(Schema):
    """A file of the outcome that figures may cite."""

    id: uuid.UUID
    name: str
    kind: str


class EvidenceFacts(Schema):
    """What is known of an outcome in figures; an outcome without a base has its rights at least."""

    outcome_id: uuid.UUID
    outcome_title: str
    stage: str | None
    stage_label: str
    figures: list[FigureView]
    citations: list[CitationView]
    market: MarketView | None
    trend: PopulationTrendView | None
    utility: list[UtilityRowView]
    cost: TreatmentCostView | None
    profile: ProjectProfileView
    rights: list[PropertyRightView]
    prefills: list[PrefillView]
    # leaf → which part of the evidence belongs to it
    parts: dict[str, EvidencePart]
    warnings: list[str]
    gaps: list[str]
    editable: bool


class EvidenceBaseView(EvidenceFacts):
    """The evidence base of one outcome."""

    id: uuid.UUID
    version: int
    frozen: bool
    is_demo: bool
    files: list[EvidenceFile]


class EvidenceRow(Schema):
    """One line of the list of evidence bases."""

    id: uuid.UUID
    outcome_id: uuid.UUID
    outcome_number: str | None
    outcome_title: str
    organisation_name: str
    figures: int
    citations: int
    parts: list[str]
    gaps: int
    updated_at: datetime
    is_demo: bool


class ImportedView(Schema):
    """What an import took, what was there already, and what it could not take."""

    added: int
    skipped: int
    faults: list[EvidenceImportFault]
    base: EvidenceBaseView
