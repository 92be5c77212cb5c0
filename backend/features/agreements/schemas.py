"""What the API takes and gives about negotiation and agreements."""

import uuid
from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from backend.features.agreements.labels import (
    CommentLevel,
    ContractKind,
    LicenceKind,
    PaymentScheme,
    PricingMethod,
    SignMeaning,
    TransferMode,
)
from backend.features.agreements.states import AgreementStatus, ObjectionStatus
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import (
    Fen,
    Label,
    MediumText,
    OptionalLongText,
    OptionalMediumText,
    OptionalShortText,
    ShortText,
)

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Secret = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=256)]


class NoteInput(Input):
    """What was talked about and what comes next."""

    topic: ShortText
    body: OptionalMediumText = ""
    next_step: OptionalShortText = ""
    next_date: date | None = None


class ClausesInput(Input):
    """The articles of the contract."""

    scope: OptionalLongText = ""
    rights: OptionalLongText = ""
    payment: OptionalLongText = ""
    improvements: OptionalLongText = ""
    confidentiality: OptionalLongText = ""
    acceptance: OptionalLongText = ""
    breach: OptionalLongText = ""


class PaymentInput(Input):
    """One instalment."""

    condition: ShortText
    amount_fen: Fen
    due_on: date | None = None


class RightInput(Input):
    """A right of the outcome and what the holder declares of it."""

    right_id: uuid.UUID
    open_licence: bool = False
    co_owner_consent: bool = False


class TermsInput(Input):
    """All terms of a draft; a change replaces them all."""

    title: ShortText
    contract_kind: ContractKind
    transfer_mode: TransferMode
    licence_kind: LicenceKind | None = None
    subject: OptionalMediumText = ""
    amount_fen: Fen | None = None
    technology_amount_fen: Fen | None = None
    payment_scheme: PaymentScheme | None = None
    payments: Annotated[list[PaymentInput], Field(max_length=24)] = Field(default_factory=list)
    clauses: ClausesInput = Field(default_factory=ClausesInput)
    rights: Annotated[list[RightInput], Field(max_length=50)] = Field(default_factory=list)
    covers_know_how: bool = False
    start_date: date | None = None
    end_date: date | None = None
    place: OptionalShortText = ""
    pricing_method: PricingMethod | None = None
    buyer_related: bool = False
    buyer_related_note: OptionalShortText = ""


class CommentInput(Input):
    """A comment on a clause, or on the whole."""

    clause: Annotated[str, StringConstraints(pattern=r"^[a-z_]{0,40}$")] = ""
    level: CommentLevel = CommentLevel.REMARK
    body: MediumText


class SignatureInput(Input):
    """A signature: the password again, the capacity, and the hash of what was read."""

    password: Secret
    meaning: SignMeaning
    document_sha256: Sha256


class ObjectionInput(Input):
    """An objection to a posting, with a real name and a way to answer."""

    name: Label
    contact: ShortText
    body: MediumText


class ReasonedInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class NoteView(Schema):
    """One note of the negotiation."""

    id: uuid.UUID
    created_at: datetime
    author_name: str
    org_name: str
    side: str
    topic: str
    body: str
    next_step: str
    next_date: date | None


class FindingView(Schema):
    """What a rule found."""

    level: str
    pointer: str
    text: str
    source: str


class PaymentView(Schema):
    """One instalment."""

    condition: str
    amount_fen: int
    amount_text: str
    due_on: date | None


class RightView(Schema):
    """A right of the outcome; `selected` when the contract covers it."""

    right_id: uuid.UUID
    kind_label: str
    title: str
    number: str
    state: str
    state_label: str
    owner: str
    expiry_date: date | None
    selected: bool
    open_licence: bool
    co_owner_consent: bool


class CommentView(Schema):
    """One comment."""

    id: uuid.UUID
    created_at: datetime
    author_name: str
    author_role_label: str
    clause: str
    clause_label: str
    level: CommentLevel
    level_label: str
    body: str
    draft_no: int


class SignatureView(Schema):
    """One signature."""

    org_id: uuid.UUID
    org_name: str
    side_label: str
    user_name: str
    meaning: str
    document_sha256: str
    signed_at: datetime
    prev: str
    hash: str
    voided_at: datetime | None


class ObjectionView(Schema):
    """An objection; the contact is filled for staff only."""

    id: uuid.UUID
    version: int
    created_at: datetime
    author_name: str
    contact: str | None
    body: str
    status: ObjectionStatus
    status_label: str
    resolution: str
    handled_by_name: str
    handled_at: datetime | None
    available_actions: list[ActionView]


class PublicityView(Schema):
    """A posting as everybody reads it."""

    id: uuid.UUID
    outcome_title: str
    holder_name: str
    transfer_mode_label: str
    price_text: str
    price_capital: str
    buyer_related: bool
    buyer_related_note: str
    start_on: date
    end_on: date
    days_left: int
    state: str
    state_label: str
    open_objections: int
    content_sha256: str
    is_demo: bool


class AgreementRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    number: str
    title: str
    introduction_id: uuid.UUID
    contract_kind_label: str
    transfer_mode_label: str
    holder_name: str
    demander_name: str
    amount_text: str | None
    status: AgreementStatus
    status_label: str
    signed_at: datetime | None
    created_at: datetime
    is_demo: bool


class AgreementDetail(AgreementRow):
    """An agreement with everything its page shows."""

    version: int
    outcome_id: uuid.UUID
    outcome_title: str
    holder_org_id: uuid.UUID
    demander_org_id: uuid.UUID
    my_side: str | None
    terms: TermsInput
    amount_capital: str | None
    licence_kind_label: str | None
    payment_scheme_label: str | None
    pricing_method_label: str | None
    payments: list[PaymentView]
    rights: list[RightView]
    findings: list[FindingView]
    publicity_required: bool
    publicity: PublicityView | None
    objections: list[ObjectionView]
    draft_no: int
    document_sha256: str | None
    document_size: int | None
    body_sha256: str | None
    finalised_at: datetime | None
    has_signed_copy: bool
    signatures: list[SignatureView]
    comments: list[CommentView]
    history: list[HistoryView]
    can_edit: bool
    can_sign: bool
    can_comment: bool
    available_actions: list[ActionView]


class VerificationView(Schema):
    """The outcome of checking text and signatures again."""

    ok: bool
    document_sha256: str | None
    document_intact: bool
    problems: list[str]
    checked_at: datetime
