"""What the API gives of outcomes."""

import uuid
from datetime import date, datetime

from pydantic import Field

from backend.features.outcomes.states import OutcomeStatus
from backend.features.service_desk.queries import ClockView
from backend.kernel.schema import ActionView, HistoryView, Schema


class ParameterView(Schema):
    """One technical parameter."""

    name: str = ""
    value: str = ""
    unit: str = ""
    method: str = ""
    sample: str = ""
    evidence: str = ""


class CaseView(Schema):
    """One application case; without proof it is marked as not proven."""

    place: str = ""
    period: str = ""
    numbers: str = ""
    effect: str = ""
    proof: str = ""
    deidentified: bool = False
    consent: bool = False
    proven: bool = False


class TcmView(Schema):
    """The block on traditional Chinese medicine."""

    syndromes: list[str] = Field(default_factory=list)
    syndrome_labels: list[str] = Field(default_factory=list)
    herbs: list[str] = Field(default_factory=list)
    formula_source: str = ""
    traditional_knowledge: bool | None = None
    endangered: list[str] = Field(default_factory=list)


class IpRightView(Schema):
    """One right; `name_label` is what the law allows it to be called."""

    id: uuid.UUID
    type: str
    type_label: str
    name_label: str
    title: str
    number: str
    application_number: str
    state: str
    state_label: str
    state_text: str
    owner: str
    inventors: list[str]
    filing_date: date | None
    publication_date: date | None
    grant_date: date | None
    expiry_date: date | None
    scope: str
    check_level: str
    check_ok: bool | None
    check_note: str
    note: str


class CooperationView(Schema):
    """What the holder wishes."""

    modes: list[str] = Field(default_factory=list)
    mode_labels: list[str] = Field(default_factory=list)
    exclusivity: str | None = None
    exclusivity_label: str = ""
    region: str = ""
    price_idea: str = ""
    note: str = ""


class MissingView(Schema):
    """One thing that is missing or wrong; `waivable` ones may be stated as not disclosed."""

    pointer: str
    label: str
    detail: str
    waivable: bool = False


class SectionView(Schema):
    """One step of the form."""

    code: str
    label_zh: str
    label_en: str
    done: int
    total: int
    missing: list[MissingView]


class CompletenessView(Schema):
    """How complete the form is, and what law and rules object to."""

    percent: int
    ready: bool
    sections: list[SectionView]
    warnings: list[MissingView]


class ChecklistItemView(Schema):
    """One item that holder and reviewer both go through (6.1.2)."""

    code: str
    text: str
    clause: str
    pointers: list[str]
    checked: bool = False


class AttachmentView(Schema):
    """One attached file."""

    id: uuid.UUID
    name: str
    size: int
    sha256: str
    media_type: str
    kind: str
    kind_label: str
    confidential: bool
    uploaded_at: datetime
    uploaded_by_name: str
    may_open: bool


class FieldReturnView(Schema):
    """One field that was sent back."""

    pointer: str
    label: str
    reason: str


class RoundView(Schema):
    """One decided round of the formal review."""

    round: int
    decision: str
    decision_label: str
    reason: str
    field_returns: list[FieldReturnView]
    reviewer_name: str
    opened_at: datetime
    decided_at: datetime | None


class OutcomeRow(Schema):
    """One line of a list."""

    id: uuid.UUID
    version: int
    number: str | None
    title: str
    kind: str | None
    kind_label: str
    tech_field: str | None
    tech_field_label: str
    maturity: str | None
    maturity_label: str
    holder_org_id: uuid.UUID
    holder_name: str
    status: OutcomeStatus
    status_label: str
    review_round: int
    submitted_at: datetime | None
    updated_at: datetime
    clock: ClockView | None
    is_demo: bool
    imported: bool
    available_actions: list[ActionView]


class OutcomeView(OutcomeRow):
    """One outcome with everything its page shows."""

    next_step: str
    may_edit: bool
    may_review: bool
    holder_text: str
    owner_name: str
    scene: str | None
    scene_label: str
    maturity_evidence: str
    summary: str
    background: str
    innovation: str
    contribution: str
    diseases: list[str]
    disease_labels: list[str]
    tcm: TcmView
    parameters: list[ParameterView]
    cases: list[CaseView]
    ip_rights: list[IpRightView]
    cooperation: CooperationView
    ownership_basis: str | None
    ownership_basis_label: str
    inventors_count: int | None
    year: int | None
    public_fund: bool | None
    hgr_involved: bool | None
    ethics: str
    secret_level: str
    secret_level_label: str
    confidential_note: str
    confidential_hidden: bool
    undisclosed: list[str]
    accepted_at: datetime | None
    source_url: str
    source_title: str
    source_note: str
    external_id: str | None
    completeness: CompletenessView
    checklist: list[ChecklistItemView]
    field_returns: list[FieldReturnView]
    rounds: list[RoundView]
    attachments: list[AttachmentView]
    history: list[HistoryView]


class AttachmentsView(Schema):
    """The files of an outcome."""

    items: list[AttachmentView]


class DuplicateRow(Schema):
    """An outcome that is much like this one."""

    id: uuid.UUID
    number: str | None
    title: str
    holder_name: str
    status_label: str
    similarity: int


class DuplicatesView(Schema):
    """What is much like this outcome; of what the actor may not see only the number is told."""

    items: list[DuplicateRow]
    hidden: int
    message: str


class ReceiptFileView(Schema):
    """One received file."""

    name: str
    size: int
    sha256: str


class ReceiptView(Schema):
    """The receipt of a submission (6.1.1)."""

    number: str
    title: str
    holder_name: str
    round: int
    submitted_at: datetime
    submitted_by_name: str
    form_sha256: str
    files: list[ReceiptFileView]
    statement: str
    next_step: str


class FormalReviewItemView(ChecklistItemView):
    """One item with the reviewer's answer."""

    answer: str | None
    note: str


class ChangeView(Schema):
    """One field that differs from the round before."""

    pointer: str
    label: str
    before: str
    after: str


class FormalReviewView(Schema):
    """The formal review of the present round."""

    outcome_id: uuid.UUID
    version: int
    round: int
    open: bool
    items: list[FormalReviewItemView]
    field_returns: list[FieldReturnView]
    clock: ClockView | None
    reviewer_name: str
    changes: list[ChangeView]
    rounds: list[RoundView]
    reasons: list[str]
    available_actions: list[ActionView]
