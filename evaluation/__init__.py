"""AHP, Delphi and panel scoring for the evaluation of research outcomes (clause 5.1).

Pure functions of numpy and scipy. Results are frozen dataclasses which carry
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

Delphi, agreement and the rest::

    item_stats(experts x items, scale_max); threshold_screen(stats); round_stability(first, second)
    stop_decision(stats, responses, concordances, stability); kendall_w(ratings, raters=, p=, seed=)
    authority(statements) -> panel, experts; active_coefficient(sent, returned); ipras(ratings)
    review_panel(tree, weights, sheets) -> agreement, alpha, severity, corrected_total, notes
    icc(subjects x raters); krippendorff(raters x units, level); two_way_fit; robust_outliers
    sensitivity_oat(weights, scores, limit); sensitivity_mc(matrices, scores, seed=, tree=, limit=)
    bootstrap_panel(matrices, seed=); panel_intervals(tree, weight_set, seed=) -> .local .leaves
    consensus_s_star(priorities); complete(matrix_with_nan)
    suggest_repair(matrix, limit) -> worst, proposals, one_step; judgement_in_words(value, a, b)
    additive / multiplicative / geometric / game_theory; entropy / critic / standard_deviation
    market_size(persons, price); compare_old_new(values); Breakpoints.score(value)
    population_trend(points); compare_costs(new, old); property_prefill(rights, searched=)
    build_capsule(capsule_inputs(tree, sheets, panel=...)) -> dict; recompute(capsule)

Command line (exit code, lines)::

    ahp_command(path_or_dict); delphi_command(path_or_dict, scale_max); cases_command(path)
    recompute_command(path)
"""

from evaluation.ahp import MatrixAnalysis, analyse
from evaluation.bootstrap import Bootstrap, bootstrap_panel
from evaluation.capsule import (
    CapsuleChange,
    RecomputeReport,
    build_capsule,
    pointer_lines,
    recompute,
)
from evaluation.capsule_compute import capsule_inputs, compute_results
from evaluation.cases import KINDS, CasesReport, FieldCheck, load_cases, run_cases
from evaluation.certification import (
    Certification,
    alpha_band,
    alpha_score,
    certify,
    maturity_band,
    maturity_total,
    star,
)
from evaluation.combine import (
    CombinedWeights,
    additive,
    critic,
    entropy,
    game_theory,
    geometric,
    multiplicative,
    standard_deviation,
)
from evaluation.commands import ahp_command, cases_command, delphi_command, recompute_command
from evaluation.consistency_indices import (
    Consistency,
    ConsistencyBatch,
    circular_triads,
    consistency,
    consistency_batch,
    hierarchy_cr,
    order_violations,
)
from evaluation.costs import COST_BREAKPOINTS, CaseCost, CostComparison, compare_costs
from evaluation.delphi import (
    ItemStats,
    Screening,
    ScreenRule,
    coefficient_of_variation,
    item_stats,
    screen_values,
    threshold_screen,
)
from evaluation.delphi_authority import (
    BASIS_TABLES,
    FAMILIARITY_TABLES,
    ActiveCoefficient,
    Authority,
    CoefficientTable,
    active_coefficient,
    authority,
    authority_from_counts,
    authority_of,
)
from evaluation.delphi_rounds import (
    Feedback,
    Stability,
    StopDecision,
    StopRule,
    feedback,
    round_stability,
    stop_decision,
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
    Consensus,
    GroupMatrix,
    GroupPriorities,
    aggregate_judgements,
    aggregate_priorities,
    consensus_s_star,
)
from evaluation.incomplete import Completion, complete
from evaluation.indicators import Anchor, Indicator, IndicatorTree, SubQuestion
from evaluation.intraclass import Icc, IccForm, icc
from evaluation.kendall import KendallW, check_published_w, kendall_w, mean_spearman, permutation_p
from evaluation.krippendorff_alpha import (
    KrippendorffAlpha,
    contingency_counts,
    fleiss_kappa,
    krippendorff,
    krippendorff_from_counts,
)
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
from evaluation.measured import (
    MARKET_BREAKPOINTS,
    Breakpoints,
    Comparison,
    MarketSize,
    SourcedFigure,
    compare_old_new,
    market_size,
)
from evaluation.outliers import Outliers, OutlyingRating, RaterFlag, robust_outliers
from evaluation.panel_intervals import PanelIntervals, panel_intervals
from evaluation.panel_review import PanelReview, rating_matrix, review_panel
from evaluation.population import TREND_BREAKPOINTS, PopulationTrend, population_trend
from evaluation.priority_methods import (
    METHOD_NAMES,
    METHODS,
    Priorities,
    compare_methods,
    priorities,
)
from evaluation.provenance import VERSION, Result, inputs_hash
from evaluation.rand_ucla import Ipras, ipras, ipras_from_percentiles
from evaluation.random_index import RANDOM_INDEX_TABLES, RandomIndexTable, random_index
from evaluation.rating_weights import DelphiWeights, delphi_weights
from evaluation.repair import (
    JudgementError,
    Repair,
    RepairProposal,
    harker_replacement,
    judgement_errors,
    suggest_repair,
)
from evaluation.repair_words import judgement_in_words, worst_in_words
from evaluation.rights import (
    ENDED,
    IN_FORCE,
    PENDING,
    UNVERIFIED,
    PropertyPrefill,
    Right,
    property_prefill,
)
from evaluation.scoring import (
    DimensionScore,
    LeafScore,
    Scorecard,
    ScoringRule,
    score_sheets,
)
from evaluation.sensitivity import (
    Crossing,
    MonteCarlo,
    OneAtATime,
    sensitivity_mc,
    sensitivity_oat,
    weight_uncertainty,
)
from evaluation.severity import TwoWayFit, two_way_fit, z_scores
from evaluation.sheets import Rating, ScoreSheet, check_sheets, missing_comments
from evaluation.standard_parts import CLINICAL, ENGINEERING, EXPERT_CATEGORIES, INVESTMENT
from evaluation.standard_tree import STANDARD_TREE
from evaluation.swot import (
    QUADRANTS,
    STRATEGIES,
    AWot,
    Swot,
    SwotItem,
    SwotStrategy,
    a_wot,
    analyse_swot,
    draft_swot,
)
from evaluation.synthesis import (
    Hierarchy,
    Synthesis,
    hierarchy_weights,
    rating_intensities,
    synthesize,
)
from evaluation.tables import rating_table
from evaluation.totals import TotalWithError, total_with_se, trimmed_mean
from evaluation.weights import (
    NodeWeights,
    WeightSet,
    WeightVector,
    leaf_weights,
    weights_from_matrices,
    weights_from_panel,
)

# fmt: off
__all__ = [
    "BASIS_TABLES", "CLINICAL", "COST_BREAKPOINTS", "ENDED", "ENGINEERING", "EXPERT_CATEGORIES",
    "FAMILIARITY_TABLES", "INVESTMENT", "IN_FORCE", "KINDS", "MANDATED_PARTS", "MARKET_BREAKPOINTS",
    "METHODS", "METHOD_NAMES", "PENDING", "QUADRANTS", "RANDOM_INDEX_TABLES", "SAATY_SCALE",
    "STAGES", "STANDARD_TREE", "STRATEGIES", "TOTAL_BANDS", "TREND_BREAKPOINTS", "TRL_SCALES",
    "UNVERIFIED", "VERSION", "VETO_KINDS", "AWot", "ActiveCoefficient", "Anchor", "Authority",
    "Band", "Bands", "Bootstrap", "Breakpoints", "CapsuleChange", "CapsuleError", "CaseCost",
    "CasesReport", "Certification", "CoefficientTable", "CombinedWeights", "Comparison",
    "Completion", "Component", "ComponentLevel", "Consensus", "Consistency", "ConsistencyBatch",
    "CostComparison", "Crossing", "Decision", "DelphiWeights", "DimensionScore",
    "DisconnectedComparisons", "EvaluationDossier", "EvaluationError", "EvidenceItem", "Feedback",
    "FieldCheck", "GroupMatrix", "GroupPriorities", "Hierarchy", "Icc", "IccForm", "Indicator",
    "IndicatorTree", "InvalidInput", "InvalidMatrix", "Ipras", "ItemStats", "JudgementError",
    "KendallW", "KrippendorffAlpha", "LeafScore", "Level", "MarketSize", "MatrixAnalysis",
    "Maturity", "MaturityScale", "MissingRating", "MonteCarlo", "NodeWeights", "OneAtATime",
    "Outliers", "OutlyingRating", "PanelIntervals", "PanelReview", "PassRule", "PopulationTrend",
    "Priorities", "PropertyPrefill", "RandomIndexTable", "RaterFlag", "Rating", "RecomputeReport",
    "Repair", "RepairProposal", "Result", "Right", "ScoreSheet", "Scorecard", "ScoringRule",
    "ScreenRule", "Screening", "SourcedFigure", "Stability", "StopDecision", "StopRule",
    "SubQuestion", "Swot", "SwotItem", "SwotStrategy", "Synthesis", "TotalWithError",
    "TransposedTable", "TwoWayFit", "UndefinedResult", "UnknownChoice", "Veto", "WeightSet",
    "WeightVector", "a_wot", "active_coefficient", "additive", "aggregate_judgements",
    "aggregate_priorities", "ahp_command", "alpha_band", "alpha_score", "analyse", "analyse_swot",
    "authority", "authority_from_counts", "authority_of", "bootstrap_panel",
    "build_capsule", "build_matrix", "capsule_inputs", "cases_command", "certify",
    "check_published_w", "check_sheets", "circular_triads", "coefficient_of_variation",
    "compare_costs", "compare_methods", "compare_old_new", "complete", "compute_results",
    "consensus_s_star", "consistency", "consistency_batch", "consistent_matrix",
    "contingency_counts", "critic", "decide", "delphi_command", "delphi_weights", "draft_swot",
    "entropy", "feedback", "fleiss_kappa", "game_theory", "geometric", "harker_replacement",
    "hierarchy_cr", "hierarchy_weights", "icc", "inputs_hash", "ipras", "ipras_from_percentiles",
    "item_stats", "judgement_errors", "judgement_in_words", "kendall_w", "krippendorff",
    "krippendorff_from_counts", "largest_remainder", "leaf_weights", "load_cases", "market_size",
    "maturity_band", "maturity_total", "mean_spearman", "missing_comments", "multiplicative",
    "order_violations", "panel_intervals", "parse_judgement", "permutation_p", "pointer_lines",
    "population_trend", "priorities", "property_prefill", "random_index", "rating_intensities",
    "rating_matrix", "rating_table", "read_matrix", "recompute", "recompute_command",
    "review_panel", "robust_outliers", "round_stability", "run_cases", "score_sheets",
    "screen_values", "sensitivity_mc", "sensitivity_oat", "show_cr", "show_p", "show_score",
    "stage_of", "standard_deviation", "star", "stop_decision", "suggest_repair", "synthesize",
    "threshold_screen", "total_with_se", "trimmed_mean", "trl_from_evidence", "two_way_fit",
    "upper_of", "validate_matrix", "weight_uncertainty", "weights_from_matrices",
    "weights_from_panel", "worst_in_words", "z_scores",
]
# fmt: on
