"""The block beside a result: agreement, severity, sensitivity."""

from backend.kernel.schema import Schema


class AgreementView(Schema):
    """Intraclass correlation of the leaves that all experts rated."""

    name: str
    value: float
    low: float
    high: float
    grade: str


class AlphaView(Schema):
    """Krippendorff's alpha over all leaves, gaps allowed."""

    value: float
    level: str
    units: int
    word: str


class SeverityView(Schema):
    """How lenient (positive) or harsh (negative) one expert scored, shrunk; under pseudonym."""

    pseudonym: str
    severity: float


class OutlyingRatingView(Schema):
    """A rating to be asked about; it stays in the result."""

    leaf: str
    leaf_name: str
    pseudonym: str
    value: float
    z: float


class OutlyingExpertView(Schema):
    """An expert who stands out, with reasons."""

    pseudonym: str
    reasons: list[str]


class CrossingView(Schema):
    """The weight at which the conclusion turns, the others keeping their proportions."""

    code: str
    name: str
    weight: float
    at: float
    distance: float


class OneAtATimeView(Schema):
    """Closed-form sensitivity of the conclusion to single weights."""

    crossings: list[CrossingView]
    most_critical: CrossingView | None
    robust: list[str]
    withheld: int


class MonteCarloView(Schema):
    """Totals under perturbed judgements."""

    basis: str
    basis_label: str
    low: float
    high: float
    p_pass: float | None
    draws: int
    seed: int
    sigma: float


class WeightIntervalView(Schema):
    """The weight of one item within its node, with its interval over resampled experts."""

    code: str
    name: str
    weight: float
    low: float | None
    high: float | None


class NodeQualityView(Schema):
    """One matrix: consistency of the group and of the worst expert, agreement of the experts."""

    code: str
    name: str
    cr: float
    cr_experts: float
    gci: float
    s_star: float | None
    s_word: str
    w: float | None
    items: list[WeightIntervalView]


class WeightQualityView(Schema):
    """How good the weights are (clauses 5.1.2.2.3, 5.1.2.2.4)."""

    experts: int
    cr_max: float
    cr_overall: float
    draws: int
    seed: int
    nodes: list[NodeQualityView]


class ReviewView(Schema):
    """Everything beside the official total; single experts only for those who read sheets."""

    number: str
    official_total: float | None
    low: float | None
    high: float | None
    se: float | None
    p_pass: float | None
    pass_total: float
    distance: float | None
    borderline: bool
    corrected_total: float | None
    second_review: bool
    total_without_outliers: float | None
    agreement: AgreementView | None
    alpha: AlphaView | None
    severity: list[SeverityView]
    outlying_ratings: list[OutlyingRatingView]
    outlying_experts: list[OutlyingExpertView]
    outlying_count: int
    leaves: OneAtATimeView
    dimensions: OneAtATimeView
    monte_carlo: MonteCarloView
    sentences: list[str]
    notes: list[str]
    weights: WeightQualityView
    withheld: bool
