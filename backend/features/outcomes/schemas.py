"""What the API takes: the application form of 5.2.1.2, whole or in part, and decisions on it."""

import uuid
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from backend.features.taxonomy.queries import (
    CooperationMode,
    Disease,
    Exclusivity,
    IpState,
    IpType,
    Maturity,
    OutcomeKind,
    OwnershipBasis,
    Scene,
    SecretLevel,
    TechField,
)
from backend.kernel.schema import Input
from backend.kernel.text import IntRule, MediumText, OptionalShortText, ShortText, TextRule

Line = Annotated[str, TextRule(0, 200)]
Name = Annotated[str, TextRule(1, 60)]
Person = Annotated[str, TextRule(1, 80)]
Note = Annotated[str, TextRule(0, 1_000, multiline=True)]
Body = Annotated[str, TextRule(0, 5_000, multiline=True)]
Summary = Annotated[str, TextRule(0, 1_000, multiline=True)]
Pointer = Annotated[str, StringConstraints(pattern=r"^(/[a-z_0-9]{1,40}){1,3}$", max_length=100)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class ParameterInput(Input):
    """One technical parameter (5.2.1.2.2)."""

    name: Line = ""
    value: Line = ""
    unit: Annotated[str, TextRule(0, 40)] = ""
    method: Line = ""
    sample: Line = ""
    evidence: Note = ""


class CaseInput(Input):
    """One application case (5.2.1.2.3)."""

    place: Line = ""
    period: Line = ""
    numbers: Line = ""
    effect: Note = ""
    proof: Note = ""
    deidentified: bool = False
    consent: bool = False


class TcmInput(Input):
    """The block on traditional Chinese medicine; syndromes are codes or words of one's own."""

    syndromes: Annotated[list[Name], Field(max_length=20)] = Field(default_factory=list)
    herbs: Annotated[list[Name], Field(max_length=60)] = Field(default_factory=list)
    formula_source: Note = ""
    traditional_knowledge: bool | None = None
    endangered: Annotated[list[Name], Field(max_length=20)] = Field(default_factory=list)


class IpRightInput(Input):
    """One right: state, scope, term (5.2.1.2.4)."""

    type: IpType
    title: Line = ""
    number: Annotated[str, TextRule(0, 100)] = ""
    application_number: Annotated[str, TextRule(0, 100)] = ""
    state: IpState = "unknown"
    owner: Line = ""
    inventors: Annotated[list[Person], Field(max_length=60)] = Field(default_factory=list)
    filing_date: date | None = None
    publication_date: date | None = None
    grant_date: date | None = None
    expiry_date: date | None = None
    scope: Note = ""
    note: Note = ""


class CooperationInput(Input):
    """What the holder wishes (5.2.1.2.5)."""

    modes: Annotated[list[CooperationMode], Field(max_length=7)] = Field(default_factory=list)
    exclusivity: Exclusivity | None = None
    region: OptionalShortText = ""
    price_idea: OptionalShortText = ""
    note: Note = ""


class OutcomeDraftInput(Input):
    """The form, whole or in part: fields that are not sent keep their value."""

    title: Annotated[str, TextRule(0, 120)] | None = None
    kind: OutcomeKind | None = None
    tech_field: TechField | None = None
    scene: Scene | None = None
    maturity: Maturity | None = None
    maturity_evidence: Note | None = None
    summary: Summary | None = None
    background: Body | None = None
    innovation: Body | None = None
    contribution: Body | None = None
    diseases: Annotated[list[Disease], Field(max_length=20)] | None = None
    tcm: TcmInput | None = None
    parameters: Annotated[list[ParameterInput], Field(max_length=60)] | None = None
    cases: Annotated[list[CaseInput], Field(max_length=30)] | None = None
    ip_rights: Annotated[list[IpRightInput], Field(max_length=40)] | None = None
    cooperation: CooperationInput | None = None
    ownership_basis: OwnershipBasis | None = None
    inventors_count: Annotated[int, IntRule(1, 500)] | None = None
    year: Annotated[int, IntRule(1900, 2100)] | None = None
    public_fund: bool | None = None
    hgr_involved: bool | None = None
    ethics: Note | None = None
    secret_level: SecretLevel | None = None
    confidential_note: Body | None = None
    undisclosed: Annotated[list[Pointer], Field(max_length=60)] | None = None
    self_check: Annotated[list[Code], Field(max_length=40)] | None = None


class OutcomeCreateInput(Input):
    """A new draft needs a working title only."""

    title: Annotated[ShortText, Field(max_length=120)]
    kind: OutcomeKind | None = None


class AnswerInput(Input):
    """The reviewer's answer to one item of the checklist."""

    answer: Literal["yes", "no", "na"]
    note: Note = ""


class FieldReturnInput(Input):
    """One field sent back with its reason."""

    pointer: Pointer
    reason: Annotated[str, TextRule(1, 500, multiline=True)]


class FormalReviewInput(Input):
    """The state of the formal review: answers and fields to return."""

    checklist: Annotated[dict[str, AnswerInput], Field(max_length=60)]
    field_returns: Annotated[list[FieldReturnInput], Field(max_length=60)] = Field(
        default_factory=list
    )


class OutcomeAcceptInput(Input):
    """Accepting may carry a remark."""

    reason: Annotated[str, TextRule(0, 2_000, multiline=True)] = ""


class OutcomeReturnInput(Input):
    """Returning needs a reason; single fields may be named with theirs."""

    reason: MediumText
    field_returns: Annotated[list[FieldReturnInput], Field(max_length=60)] = Field(
        default_factory=list
    )


class OutcomeDecisionInput(Input):
    """A decision with its reason."""

    reason: MediumText


class OutcomeAssignInput(Input):
    """The organisation that holds an imported outcome."""

    org_id: uuid.UUID
