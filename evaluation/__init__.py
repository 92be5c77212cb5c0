"""AHP, Delphi and panel scoring for the evaluation of research outcomes (clause 5.1).

Pure functions of numpy, scipy and statsmodels. Results are frozen dataclasses which carry
``method``, ``version``, ``params`` and ``inputs_hash`` and give plain JSON by ``as_dict()``.
Errors are `EvaluationError` and name the place (``where``) and the cure (``cure``).

What the platform calls first::

    STANDARD_TREE                                  tree of clause 5.1.2.1, 17 leaves
    IndicatorTree.from_dict(data) / .as_dict() / .hash / .leaf_codes / .inner / .path(code)
    analyse(upper_or_matrix, items, *, method, ri_table, limit) -> MatrixAnalysis
        .weights .consistency.CR .consistency.triads .repair.worst .words .passed
    build_matrix(upper, n=None, *, scale, items); validate_matrix(matrix, tol)
    weights_from_matrices(tree, {node: upper}) -> WeightSet
    weights_from_panel(tree, {expert: {node: upper}}, *, aggregation, expert_weights) -> WeightSet
        .vector.leaves .nodes[code].weights .cr_max .passed .over_limit
    leaf_weights(tree, {node: local weights}) -> WeightVector
    score_sheets(tree, weights, [ScoreSheet(expert, {leaf: Rating(value, ...)}, leaves)], *,
                 rule, pass_rule, vetoes) -> Scorecard
        .total .low .high .p_pass .dimensions .leaves .decision.state .decision.reasons
    trl_from_evidence([Component(name, evidence)], TRL_SCALES[id], licensed=...) -> Maturity
    analyse_swot(items, strategies, tree) -> Swot; draft_swot(tree, scorecard)
    EvaluationDossier(...).missing_parts() / .printed_weights() / .as_dict()
"""

from evaluation.ahp import MatrixAnalysis, analyse
from evaluation.consistency import (
    Consistency,
    ConsistencyBatch,
    circular_triads,
    consistency,
    consistency_batch,
    hierarchy_cr,
    order_violations,
)
from evaluation.dossier import (
    MANDATED_PARTS,
    EvaluationDossier,
    largest_remainder,
    show_cr,
    show_p,
    show_score,
)
from evaluation.errors import (
    CapsuleError,
    DisconnectedComparisons,
    EvaluationError,
    InvalidInput,
    InvalidMatrix,
    MissingRating,
    TransposedTable,
    UndefinedResult,
    UnknownChoice,
)
from evaluation.grading import (
    TOTAL_BANDS,
    VETO_KINDS,
    Band,
    Bands,
    Decision,
    PassRule,
    Veto,
    decide,
)
from evaluation.group import (
    Bootstrap,
    Consensus,
    GroupMatrix,
    GroupPriorities,
    aggregate_judgements,
    aggregate_priorities,
    bootstrap_panel,
    consensus_s_star,
)
from evaluation.incomplete import Completion, complete
from evaluation.indicators import Anchor, Indicator, IndicatorTree, SubQuestion
from evaluation.matrices import (
    SAATY_SCALE,
    build_matrix,
    consistent_matrix,
    parse_judgement,
    read_matrix,
    upper_of,
    validate_matrix,
)
from evaluation.maturity import (
    STAGES,
    Component,
    ComponentLevel,
    EvidenceItem,
    Level,
    Maturity,
    MaturityScale,
    stage_of,
    trl_from_evidence,
)
from evaluation.maturity_scales import TRL_SCALES
from evaluation.priorities import METHOD_NAMES, METHODS, Priorities, compare_methods, priorities
from evaluation.provenance import VERSION, Result, inputs_hash
from evaluation.random_index import RANDOM_INDEX_TABLES, RandomIndexTable, random_index
from evaluation.repair import (
    JudgementError,
    Repair,
    RepairProposal,
    harker_replacement,
    judgement_errors,
    judgement_in_words,
    suggest_repair,
    worst_in_words,
)
from evaluation.scoring import (
    DimensionScore,
    LeafScore,
    Scorecard,
    ScoringRule,
    TotalWithError,
    score_sheets,
    total_with_se,
    trimmed_mean,
)
from evaluation.sheets import Rating, ScoreSheet, check_sheets
from evaluation.standard_parts import CLINICAL, ENGINEERING, EXPERT_CATEGORIES, INVESTMENT
from evaluation.standard_tree import STANDARD_TREE
from evaluation.swot import (
    QUADRANTS,
    STRATEGIES,
    Swot,
    SwotItem,
    SwotStrategy,
    analyse_swot,
    draft_swot,
)
from evaluation.weights import (
    NodeWeights,
    WeightSet,
    WeightVector,
    leaf_weights,
    weights_from_matrices,
    weights_from_panel,
)

__all__ = [
    "CLINICAL",
    "ENGINEERING",
    "EXPERT_CATEGORIES",
    "INVESTMENT",
    "MANDATED_PARTS",
    "METHODS",
    "METHOD_NAMES",
    "QUADRANTS",
    "RANDOM_INDEX_TABLES",
    "SAATY_SCALE",
    "STAGES",
    "STANDARD_TREE",
    "STRATEGIES",
    "TOTAL_BANDS",
    "TRL_SCALES",
    "VERSION",
    "VETO_KINDS",
    "Anchor",
    "Band",
    "Bands",
    "Bootstrap",
    "CapsuleError",
    "Completion",
    "Component",
    "ComponentLevel",
    "Consensus",
    "Consistency",
    "ConsistencyBatch",
    "Decision",
    "DimensionScore",
    "DisconnectedComparisons",
    "EvaluationDossier",
    "EvaluationError",
    "EvidenceItem",
    "GroupMatrix",
    "GroupPriorities",
    "Indicator",
    "IndicatorTree",
    "InvalidInput",
    "InvalidMatrix",
    "JudgementError",
    "LeafScore",
    "Level",
    "MatrixAnalysis",
    "Maturity",
    "MaturityScale",
    "MissingRating",
    "NodeWeights",
    "PassRule",
    "Priorities",
    "RandomIndexTable",
    "Rating",
    "Repair",
    "RepairProposal",
    "Result",
    "ScoreSheet",
    "Scorecard",
    "ScoringRule",
    "SubQuestion",
    "Swot",
    "SwotItem",
    "SwotStrategy",
    "TotalWithError",
    "TransposedTable",
    "UndefinedResult",
    "UnknownChoice",
    "Veto",
    "WeightSet",
    "WeightVector",
    "aggregate_judgements",
    "aggregate_priorities",
    "analyse",
    "analyse_swot",
    "bootstrap_panel",
    "build_matrix",
    "check_sheets",
    "circular_triads",
    "compare_methods",
    "complete",
    "consensus_s_star",
    "consistency",
    "consistency_batch",
    "consistent_matrix",
    "decide",
    "draft_swot",
    "harker_replacement",
    "hierarchy_cr",
    "inputs_hash",
    "judgement_errors",
    "judgement_in_words",
    "largest_remainder",
    "leaf_weights",
    "order_violations",
    "parse_judgement",
    "priorities",
    "random_index",
    "read_matrix",
    "score_sheets",
    "show_cr",
    "show_p",
    "show_score",
    "stage_of",
    "suggest_repair",
    "total_with_se",
    "trimmed_mean",
    "trl_from_evidence",
    "upper_of",
    "validate_matrix",
    "weights_from_matrices",
    "weights_from_panel",
    "worst_in_words",
]
