"""Delphi studies: what is asked, what comes back, what stands at the end (5.1.2.2.3)."""

import uuid
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.features.assessment.delphi_states import DelphiStatus
from backend.kernel.schema import ActionView, HistoryView, Input, Schema
from backend.kernel.text import OptionalMediumText, ShortText, TextRule

ItemCode = Annotated[str, TextRule(1, 20)]
ItemName = Annotated[str, TextRule(1, 60)]
Definition = Annotated[str, TextRule(0, 500)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
ExpertIds = Annotated[list[uuid.UUID], Field(max_length=100)]


class DelphiStopInput(Input):
    """When rounds end; fixed before the first round."""

    top_two_share: Share = 0.75
    cv_ceiling: Share = 0.25
    items_share: Share = 0.80
    changed_ceiling: Share = 0.15
    response_floor: Share = 0.70
    last_round: Annotated[int, Field(ge=2, le=6)] = 4


class DelphiScreenInput(Input):
    """How items are screened; fixed before the first round."""

    delete_at: Annotated[int, Field(ge=1, le=3)] = 3
    mean_floor_share: Share = 0.7
    cv_ceiling: Share = 0.25
    need_absolute: bool = True


class DelphiStudyInput(Input):
    """A new study."""

    title: ShortText
    purpose: OptionalMediumText = ""
    system_id: uuid.UUID | None = None
    scale_max: Literal[5, 9] = 5
    basis_table: Literal["ca-standard"] = "ca-standard"
    familiarity_table: Literal["cs-a", "cs-b", "cs-c", "cs-d"] = "cs-a"
    stop_rule: DelphiStopInput = Field(default_factory=DelphiStopInput)
    screen_rule: DelphiScreenInput = Field(default_factory=DelphiScreenInput)
    expert_ids: ExpertIds = Field(default_factory=list)


class DelphiPanelInput(Input):
    """The whole panel anew; only before the first round."""

    expert_ids: ExpertIds


class DelphiDropInput(Input):
    """An item left out from now on, with the reason on record."""

    code: ItemCode
    reason: ShortText


class DelphiAddInput(Input):
    """An item that experts proposed."""

    name: ItemName
    parent: ItemCode
    definition: Definition = ""


class DelphiRoundInput(Input):
    """A new round: its term and what changed since the last one."""

    due_on: date | None = None
    message: OptionalMediumText = ""
    drop: Annotated[list[DelphiDropInput], Field(max_length=60)] = Field(default_factory=list)
    add: Annotated[list[DelphiAddInput], Field(max_length=20)] = Field(default_factory=list)


class DelphiReasonInput(Input):
    """Why."""

    reason: OptionalMediumText = ""


class CoefficientLevel(Schema):
    """What one answer counts."""

    label: str
    value: float


class CoefficientRow(Schema):
    """One line of a coefficient table; the familiarity has a single one."""

    label: str
    levels: list[CoefficientLevel]


class CoefficientTableView(Schema):
    """A coefficient table as versioned data; its id is kept with every round."""

    id: str
    version: str
    label: str
    rows: list[CoefficientRow]


class CoefficientTables(Schema):
    """The tables a study may choose from: basis of judgement (Ca), familiarity (Cs)."""

    basis: list[CoefficientTableView]
    familiarity: list[CoefficientTableView]


class DelphiItemView(Schema):
    """One item as it is asked."""

    code: str
    name: str
    definition: str
    level: int
    level_label: str
    parent: str
    added: bool


class DelphiItemResult(Schema):
    """One item of a closed round."""

    code: str
    name: str
    level: int
    parent: str
    n: int
    mean: float
    sd: float
    cv: float
    full_share: float
    median: float
    q1: float
    q3: float
    iqr: float
    top_two: float
    failed: list[str]
    absolute: list[str]
    verdict: str
    verdict_label: str
    changed: float | None
    stable: bool | None


class DelphiConcordanceView(Schema):
    """Kendall's W of all items or of one level."""

    scope: str
    scope_label: str
    W: float | None
    m: int
    n: int
    chi2: float | None
    df: int | None
    p_chi2: float | None
    F: float | None
    p_f: float | None
    p_permutation: float | None = None
    draws: int | None = None
    p: float | None
    p_method: str | None
    word: str | None
    note: str


class DelphiLimitView(Schema):
    """Boundary values of one level."""

    level: int
    label: str
    mean: float
    full_share: float | None
    cv: float


class DelphiCommentView(Schema):
    """Comments on one item, without names, in an order that says nothing."""

    code: str
    name: str
    texts: list[str]


class DelphiRoundView(Schema):
    """One round: progress while it is open, figures once it is closed."""

    number: int
    items: list[DelphiItemView]
    changes: list[str]
    message: str
    due_on: date | None
    opened_at: datetime
    closed_at: datetime | None
    sent: int
    returned: int
    recovery: float | None = None
    recovery_word: str = ""
    commented: float | None = None
    Ca: float | None = None
    Cs: float | None = None
    Cr: float | None = None
    Cr_lowest: float | None = None
    Cr_highest: float | None = None
    basis_table: str = ""
    familiarity_table: str = ""
    authority_accepted: bool | None = None
    results: list[DelphiItemResult] = Field(default_factory=list)
    limits: list[DelphiLimitView] = Field(default_factory=list)
    concordance: list[DelphiConcordanceView] = Field(default_factory=list)
    median_changed: float | None = None
    stable_items: int | None = None
    compared_items: int | None = None
    stop: bool | None = None
    reached: bool | None = None
    stop_head: str = ""
    stop_reasons: list[str] = Field(default_factory=list)
    comments: list[DelphiCommentView] = Field(default_factory=list)
    suggestions: list[str] = Field(default_factory=list)
    inputs_hash: str = ""


class DelphiPanelistView(Schema):
    """Who was asked, and whether the present questionnaire came back; never an answer."""

    expert_id: uuid.UUID
    name: str
    organisation_name: str
    category_label: str
    submitted: bool
    reminded_at: datetime | None


class DelphiWeight(Schema):
    """Weight of one leaf from the ratings."""

    code: str
    name: str
    weight: float


class DelphiConclusionView(Schema):
    """What the study fixed: indicator set, tree version proposal, weights."""

    rounds: int
    reached: bool
    stop_reasons: list[str]
    reason: str
    kept: list[str]
    dropped: list[str]
    added: list[str]
    tree_name: str
    tree_version: str
    tree_hash: str
    unchanged: bool
    open_points: list[str]
    leaves: list[DelphiWeight]
    hash: str


class DelphiStudyRow(Schema):
    """One line of the list."""

    id: uuid.UUID
    number: str
    title: str
    status: DelphiStatus
    status_label: str
    tree_name: str
    tree_version: str
    scale_max: int
    panel: int
    round: int
    submitted: int
    closed_at: datetime | None
    created_at: datetime
    is_demo: bool


class DelphiStudyView(DelphiStudyRow):
    """A study as its organisers see it."""

    version: int
    purpose: str
    familiarity_table: str
    basis_table: str
    stop_rule: dict[str, float | str]
    screen_rule: dict[str, float | bool]
    warnings: list[str]
    panelists: list[DelphiPanelistView]
    items: list[DelphiItemView]
    rounds: list[DelphiRoundView]
    conclusion: DelphiConclusionView | None
    may_invite: bool
    may_remind: bool
    history: list[HistoryView]
    available_actions: list[ActionView]


class DelphiSourceInput(Input):
    """Which closed study is joined to a weight set, and how; no study takes it away."""

    study_id: uuid.UUID | None = None
    method: Literal["additive", "multiplicative", "geometric"] = "additive"
    theta: Share = 0.5
