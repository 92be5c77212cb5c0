"""Results, maturity, SWOT and reports."""

import uuid
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from backend.features.assessment.schemas.scores import VetoView
from backend.features.assessment.schemas.weights import WeightView
from backend.kernel.schema import ActionView, Input, Schema
from backend.kernel.text import OptionalLongText, OptionalMediumText, TextRule

Short = Annotated[str, TextRule(1, 200)]
Code = Annotated[str, TextRule(1, 60)]


class CitedFile(Schema):
    """A file of the outcome that a score rests on."""

    id: uuid.UUID
    name: str


class AnswerView(Schema):
    """The answer to one sub-question."""

    question: str
    answer: str


class ContributionView(Schema):
    """One sheet's part in a leaf, under the pseudonym; the panel and its organisers only."""

    pseudonym: str
    category_label: str
    value: float | None
    comment: str
    abstain_reason: str
    evidence: list[CitedFile]
    answers: list[AnswerView]


class ResultStep(Schema):
    """One factor of a leaf's weight: the weight within its node, and the matrix of that node."""

    code: str
    name: str
    weight: float
    node: str
    node_code: str
    cr: float | None
    passed: bool


class ResultLeaf(Schema):
    """One leaf: weight × score = points; the weight opens into its path, the score into sheets."""

    code: str
    name: str
    dimension: str
    dimension_code: str
    clause: str
    weight: float
    local_weight: float
    path: list[ResultStep]
    score: float | None
    contribution: float | None
    n: int
    abstentions: int
    mean: float | None
    trimmed: float | None
    sd: float | None
    low: float | None
    high: float | None
    flagged: bool
    node: str
    node_cr: float | None
    node_passed: bool
    evidence: list[CitedFile]
    contributions: list[ContributionView]
    withheld: bool


class ResultDimension(Schema):
    """One dimension."""

    code: str
    name: str
    weight: float
    score: float | None
    contribution: float | None
    below_floor: bool
    withheld: bool


class ResultNode(Schema):
    """One matrix behind the weights."""

    code: str
    name: str
    size: int
    cr: float
    passed: bool
    items: list[WeightView]


class CountView(Schema):
    """A count with its label."""

    label: str
    count: int


class ResultView(Schema):
    """The result as released: every point can be opened (clause 6.2.1).

    `whole` is false for the holder, who reads aggregates of at least three experts.
    """

    number: str
    outcome_id: uuid.UUID
    outcome_title: str
    whole: bool
    total: float | None
    se: float | None
    low: float | None
    high: float | None
    p_pass: float | None
    borderline: bool
    pass_total: float
    dimension_floor: float
    distance: float | None
    passed: bool
    state: str
    state_label: str
    grade: str
    reasons: list[str]
    dimensions: list[ResultDimension]
    leaves: list[ResultLeaf]
    weight_set: str
    weight_set_id: uuid.UUID | None
    weight_method: str
    ri_table: str
    cr_limit: float
    nodes: list[ResultNode]
    pass_rule: str
    vetoes: list[VetoView]
    experts: list[CountView]
    recused: int
    tree: str
    input_hash: str
    formulas_version: str
    computed_at: datetime


class ProofInput(Input):
    """One proof for one item of the scale."""

    component: Annotated[str, TextRule(1, 80)] = "整体"
    code: Code
    file_id: uuid.UUID | None = None
    note: Annotated[str, TextRule(0, 500)] = ""


class ComponentInput(Input):
    """A part of the outcome with a maturity of its own."""

    name: Annotated[str, TextRule(1, 80)]
    essential: bool = True


class MaturityInput(Input):
    """The scale, the parts and the proofs that were checked."""

    scale_id: Code
    licensed: bool = False
    components: Annotated[list[ComponentInput], Field(max_length=12)] = Field(default_factory=list)
    proofs: Annotated[list[ProofInput], Field(max_length=120)]


class MaturityItemView(Schema):
    """One item of a level and whether it is on file."""

    code: str
    label: str
    component: str
    on_file: bool
    file_id: uuid.UUID | None
    file_name: str
    note: str


class LevelView(Schema):
    """One level with its items."""

    level: int
    label: str
    evidence: list[MaturityItemView]


class ScaleView(Schema):
    """A scale to choose."""

    id: str
    name: str


class ComponentView(Schema):
    """One part: its level and its items."""

    name: str
    essential: bool
    level: int
    levels: list[LevelView]


class MaturityView(Schema):
    """Technology maturity from the proofs on file (clause 5.1.2.1.5-b)."""

    version: int
    scale_id: str
    scale_name: str
    scales: list[ScaleView]
    licensed: bool
    level: int
    label: str
    stage: str
    stage_label: str
    missing: list[str]
    levels: list[LevelView]
    components: list[ComponentView]
    files: list[CitedFile]
    editable: bool


class SwotItemInput(Input):
    """One statement, linked to a leaf or a file."""

    quadrant: Annotated[str, TextRule(1, 1)]
    statement: Annotated[str, TextRule(1, 120)]
    indicator_code: Annotated[str, TextRule(0, 20)] = ""
    file_ids: Annotated[list[uuid.UUID], Field(max_length=20)] = Field(default_factory=list)
    rating: Annotated[int, Field(ge=1, le=4)] | None = None
    confirmed: bool = True


class StrategyInput(Input):
    """A strategy built on statements."""

    type: Annotated[str, TextRule(2, 2)]
    text: Annotated[str, TextRule(1, 500)]
    uses: Annotated[list[Code], Field(min_length=1, max_length=20)]


class SwotInput(Input):
    """The four lists (clause 5.1.2.2.1)."""

    items: Annotated[list[SwotItemInput], Field(max_length=80)]
    strategies: Annotated[list[StrategyInput], Field(max_length=20)] = Field(default_factory=list)


class SwotItemView(Schema):
    """One statement with its link."""

    key: str
    quadrant: str
    statement: str
    indicator_code: str
    indicator_name: str
    file_ids: list[uuid.UUID]
    files: list[CitedFile]
    rating: int | None
    confirmed: bool


class StrategyView(Schema):
    """A strategy."""

    type: str
    type_label: str
    text: str
    uses: list[str]


class LeafName(Schema):
    """A leaf of the tree."""

    code: str
    name: str


class SwotView(Schema):
    """The four lists and what a reviewer should notice."""

    version: int
    items: list[SwotItemView]
    strategies: list[StrategyView]
    flags: list[str]
    files: list[CitedFile]
    # what an entry may be linked to, by the tree of this assessment
    leaves: list[LeafName]
    editable: bool


class AdviceInput(Input):
    """Advice of one expert, under the pseudonym."""

    pseudonym: Annotated[str, TextRule(1, 20)]
    text: Annotated[str, TextRule(1, 2000)]


class ReportInput(Input):
    """The written parts of the report (clause 5.1.2.3.6)."""

    overview: OptionalLongText = ""
    maturity_statement: OptionalLongText = ""
    transfer_advice: OptionalLongText = ""
    routes: Annotated[list[Code], Field(max_length=10)] = Field(default_factory=list)
    next_milestone: Annotated[str, TextRule(0, 500)] = ""
    risks: OptionalMediumText = ""
    expert_advice: Annotated[list[AdviceInput], Field(max_length=60)] = Field(default_factory=list)
    limits: Annotated[list[Short], Field(max_length=20)] = Field(default_factory=list)
    valid_until: date | None = None


class ConsentInput(Input):
    """Consent to exactly this text, or a dissent with its reason (clause 6.2.2)."""

    agreed: bool
    dissent: OptionalMediumText = ""
    content_hash: Annotated[str, TextRule(1, 80)]


class OpinionView(Schema):
    """Words of one expert under the pseudonym."""

    pseudonym: str
    text: str


class ConsentView(Schema):
    """One member's answer; stale answers were given to an earlier text."""

    pseudonym: str
    answered: bool
    agreed: bool
    dissent: str
    current: bool
    signed_on: date | None


class LeafFact(Schema):
    """A labelled value."""

    label: str
    value: str


class LeafFile(Schema):
    """A file with the page; it opens from here."""

    file_id: uuid.UUID
    name: str
    page: str


class LeafFindingView(Schema):
    """One leaf: answers and evidence in words, files, and what does not fit (5.1.2.1)."""

    code: str
    name: str
    clause: str
    facts: list[LeafFact]
    files: list[LeafFile]
    warnings: list[str]


class ReportView(Schema):
    """The report with its state."""

    id: uuid.UUID
    version: int
    assessment_id: uuid.UUID
    number: str
    outcome_title: str
    holder_name: str
    status: str
    status_label: str
    overview: str
    maturity_statement: str
    maturity_level: str
    maturity_stage: str
    maturity_missing: list[str]
    transfer_advice: str
    routes: list[str]
    route_labels: list[str]
    next_milestone: str
    risks: str
    expert_advice: list[OpinionView]
    dissent: list[OpinionView]
    findings: list[LeafFindingView]
    files_path: str
    limits: list[str]
    valid_until: date | None
    issued_at: datetime | None
    content_hash: str
    missing_parts: list[str]
    consents: list[ConsentView]
    blockers: list[str]
    my_consent: ConsentView | None
    pdf_ready: bool
    archive_sha256: str
    pdf_sha256: str
    editable: bool
    is_demo: bool
    available_actions: list[ActionView]
