"""Indicator trees, judgement matrices, weight sets and the pass rule."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import Field

from backend.features.assessment.states import AhpSheetStatus, WeightSetStatus
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import OptionalMediumText, ShortText, TextRule

Judgement = Annotated[str, TextRule(1, 5)]
Upper = Annotated[list[Judgement | None], Field(max_length=36)]
NodeCode = Annotated[str, TextRule(1, 20)]
Answers = Annotated[dict[NodeCode, Upper], Field(max_length=40)]
Points = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class QuestionView(Schema):
    """A question under a leaf."""

    code: str
    text: str
    kind: str
    unit: str
    required: bool
    options: list[str]


class AnchorView(Schema):
    """The written meaning of one score."""

    score: float
    text: str


class IndicatorView(Schema):
    """One node of the tree."""

    code: str
    name: str
    clause: str
    definition: str
    questions: list[QuestionView]
    anchors: list[AnchorView]
    categories: list[str]
    evidence: list[str]
    data_driven: bool
    children: list["IndicatorView"]


class TreeView(Schema):
    """An indicator tree with its version and hash (clause 5.1.2.1.2)."""

    id: str
    version: str
    name: str
    source: str
    notes: list[str]
    hash: str
    comparisons: int
    root: IndicatorView


class ComputeInput(Input):
    """Judgements as they stand: node → upper triangle, null for unanswered."""

    answers: Answers


class WeightView(Schema):
    """The weight of one indicator."""

    code: str
    name: str
    weight: float


class JudgementView(Schema):
    """One judgement that contradicts the others, and what would cure it."""

    first: str
    second: str
    row: int
    column: int
    stated: str
    implied: float
    proposed: str
    cr_after: float


class ChangeView(Schema):
    """The smallest single change that brings a matrix within the limit."""

    row: int
    column: int
    stated: str
    proposed: str
    cr_after: float
    words: str


class MatrixView(Schema):
    """One matrix judged: weights, consistency, and in words what is wrong (5.1.2.2.4)."""

    node: str
    name: str
    items: list[WeightView]
    answered: int
    total: int
    lambda_max: float | None = None
    ci: float | None = None
    ri: float | None = None
    cr: float | None = None
    cr_for_gaps: float | None = None
    gci: float | None = None
    limit: float
    passed: bool = False
    ranks_agree: bool = True
    triads: list[str] = Field(default_factory=list)
    worst: list[JudgementView] = Field(default_factory=list)
    words: list[str] = Field(default_factory=list)
    changes: list[ChangeView] = Field(default_factory=list)
    note: str = ""


class ExpertRatio(Schema):
    """One expert's own consistency at a node; screened singly, not on the group's matrix."""

    pseudonym: str
    answered: int
    cr: float
    passed: bool


class IntervalView(Schema):
    """A weight with the interval that resampled experts give; null for a single expert."""

    code: str
    low: float
    high: float


class GroupNodeView(MatrixView):
    """One node of the group: joined judgements, agreement, and every expert's own CR."""

    consensus: float | None
    consensus_word: str
    clusters: list[list[str]]
    experts: list[ExpertRatio]
    intervals: list[IntervalView]


class ComputeView(Schema):
    """All matrices as they stand; leaf weights once every node has weights."""

    nodes: list[MatrixView]
    leaves: list[WeightView]
    answered: int
    total: int
    cr_max: float | None
    ri_table: str
    method: str


class WeightSetInput(Input):
    """A weighting study and whom to ask."""

    title: ShortText
    expert_ids: Annotated[list[uuid.UUID], Field(max_length=60)] = Field(default_factory=list)
    system_id: uuid.UUID | None = None
    delphi_study_id: uuid.UUID | None = None


class ParticipantsInput(Input):
    """Further experts to ask."""

    expert_ids: Annotated[list[uuid.UUID], Field(min_length=1, max_length=60)]


class AnswersInput(Input):
    """All judgements of a sheet."""

    answers: Answers


class WeightReasonInput(Input):
    """A decision with its reason."""

    reason: OptionalMediumText = ""


class AhpSheetSummary(Schema):
    """One sheet as staff see it: by pseudonym."""

    id: uuid.UUID
    version: int
    pseudonym: str
    status: AhpSheetStatus
    status_label: str
    answered: int
    total: int
    cr_max: float | None
    over_limit: list[str]
    words: list[str]
    returned: int
    submitted_at: datetime | None
    available_actions: list[ActionView]


class WeightSetRow(Schema):
    """One line of the list of weight sets."""

    id: uuid.UUID
    number: str
    title: str
    status: WeightSetStatus
    status_label: str
    revision: int | None
    tree_name: str
    tree_version: str
    sheets: int
    submitted: int
    approved_at: datetime | None
    is_demo: bool
    created_at: datetime


class LeafSource(Schema):
    """Where the weight of one leaf comes from."""

    code: str
    name: str
    dimension: str
    ahp: float
    low: float | None
    high: float | None
    delphi: float | None
    weight: float


class WeightSetView(WeightSetRow):
    """A weight set: matrices, weights, why it cannot be approved yet."""

    version: int
    method: str
    aggregation: str
    ri_table: str
    cr_limit: float
    cr_max: float | None
    cr_group_max: float | None
    cr_overall: float | None
    interval_note: str
    participants: list[AhpSheetSummary]
    nodes: list[GroupNodeView]
    leaf_sources: list[LeafSource]
    leaves: list[WeightView]
    ahp_leaves: list[WeightView]
    delphi_leaves: list[WeightView]
    delphi_study_id: uuid.UUID | None
    delphi_study_number: str
    combination: str
    theta: float
    source_label: str
    problems: list[str]
    flags: list[str]
    may_invite: bool
    may_choose_source: bool
    result_hash: str
    available_actions: list[ActionView]


class CompareNode(Schema):
    """One node whose children are compared."""

    code: str
    name: str
    definition: str
    items: list["CompareItem"]


class CompareItem(Schema):
    """One side of a comparison."""

    code: str
    name: str
    definition: str


class AhpSheetRow(Schema):
    """One of my judgement sheets."""

    id: uuid.UUID
    weight_set_number: str
    title: str
    status: AhpSheetStatus
    status_label: str
    answered: int
    total: int
    returned: int
    is_demo: bool
    created_at: datetime


class AhpSheetView(AhpSheetRow):
    """My judgement sheet with what it gives so far."""

    version: int
    return_reason: str
    may_submit: bool
    nodes: list[CompareNode]
    answers: dict[str, list[str | None]]
    computed: ComputeView
    available_actions: list[ActionView]


class PassRuleInput(Input):
    """A new version of the pass rule."""

    total: Points
    dimension_floor: Points
    reason: Annotated[str, TextRule(1, 500)]


class PassRuleView(Schema):
    """One version of the pass rule (clause 6.3.1)."""

    id: uuid.UUID
    revision: int
    total: float
    dimension_floor: float
    vetoes: list[str]
    veto_labels: list[str]
    reason: str
    created_at: datetime
    current: bool


class PassRuleList(Schema):
    """All versions, newest first."""

    items: list[PassRuleView]
