"""What the API takes and gives about suggestions and introductions."""

import uuid
from datetime import date, datetime
from typing import Annotated

from backend.features.matchmaking.states import ContactKind, IntroductionStatus, Side, Verdict
from backend.kernel.finding import CodeView
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import OptionalMediumText, OptionalShortText, TextRule

Message = Annotated[str, TextRule(10, 2_000, multiline=True)]
Because = Annotated[str, TextRule(0, 500, multiline=True)]
NoteBody = Annotated[str, TextRule(2, 5_000, multiline=True)]


class VerdictInput(Input):
    """Whether a suggestion fits, and why not."""

    verdict: Verdict
    reason: Because = ""


class IntroductionInput(Input):
    """A wish to be introduced; staff name the need they speak for."""

    record_id: uuid.UUID
    demand_id: uuid.UUID | None = None
    message: Message


class IntroductionReasonInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class ContactNoteInput(Input):
    """One contact between the sides (5.3.1.1)."""

    kind: ContactKind
    happened_on: date
    body: NoteBody
    next_step: OptionalShortText = ""
    next_date: date | None = None


class MatchedRecord(Schema):
    """A library record in a few words."""

    id: uuid.UUID
    outcome_id: uuid.UUID
    number: str
    title: str
    summary: str
    holder_name: str
    kind_label: str
    field_label: str
    maturity_label: str
    scene_label: str
    modes: list[CodeView]
    assessment_number: str
    total: float | None
    grade: str
    progress: str
    is_demo: bool


class MatchReason(Schema):
    """One sentence for or against, with the words it rests on."""

    dimension: str
    label: str
    text: str
    points: float
    terms: list[str]


class MatchComponent(Schema):
    """One bar: how much of the possible points a dimension gave; null is undisclosed."""

    dimension: str
    label: str
    similarity: float | None
    points: float
    most: float


class MatchSuggestion(Schema):
    """One suggestion with everything the reader needs to judge it."""

    id: uuid.UUID
    version: int
    rank: int
    score: float
    record: MatchedRecord
    still_public: bool
    components: list[MatchComponent]
    reasons: list[MatchReason]
    counter_reasons: list[MatchReason]
    feedback: Verdict | None
    feedback_label: str
    feedback_reason: str
    feedback_at: datetime | None
    introduction_id: uuid.UUID | None
    may_judge: bool


class MatchRunView(Schema):
    """One computation for one need."""

    id: uuid.UUID
    demand_id: uuid.UUID
    demand_title: str
    demand_changed: bool
    may_introduce: bool
    method: str
    candidates: int
    made_by_name: str
    created_at: datetime
    suggestions: list[MatchSuggestion]


class MatchRunBox(Schema):
    """The newest computation, or none yet."""

    run: MatchRunView | None


class IntroductionRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    version: int
    number: str
    status: IntroductionStatus
    status_label: str
    outcome_id: uuid.UUID
    record_id: uuid.UUID
    outcome_title: str
    demand_id: uuid.UUID | None
    demand_title: str
    demander_org_name: str
    holder_org_name: str
    proposed_by_side: Side
    proposed_by_label: str
    my_side: Side | None
    waiting_for_me: bool
    demander_consent_at: datetime | None
    holder_consent_at: datetime | None
    established_at: datetime | None
    ended_at: datetime | None
    next_step: str
    next_date: date | None
    created_at: datetime
    is_demo: bool


class IntroductionContact(Schema):
    """Whom to talk to; shown only after both sides agreed."""

    side: Side
    side_label: str
    organisation: str
    name: str
    email: str


class ContactNoteView(Schema):
    """One contact in the common history."""

    id: uuid.UUID
    kind: ContactKind
    kind_label: str
    happened_on: date
    body: str
    next_step: str
    next_date: date | None
    author_name: str
    organisation: str
    created_at: datetime


class IntroductionView(IntroductionRow):
    """One introduction as one of its sides or staff see it."""

    message: str
    end_reason: str
    record: MatchedRecord | None
    contacts: list[IntroductionContact]
    notes: list[ContactNoteView]
    may_note: bool
    may_read_confidential: bool
    history: list[HistoryView]
    available_actions: list[ActionView]


class IntroductionSecrets(Schema):
    """What each side keeps from the public; every reading is logged."""

    outcome_note: str
    demand_note: str
