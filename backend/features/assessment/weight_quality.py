"""How good the weights are: consistency of every expert, agreement, intervals (5.1.2.2.3, .4).

Computed from the judgements that lie in the weight set, with a fixed seed; the report and the
result page print it beside the weights.
"""

from typing import Any

import numpy as np

from evaluation import (
    METHODS,
    EvaluationError,
    IndicatorTree,
    bootstrap_panel,
    kendall_w,
    weights_from_panel,
)
from evaluation.provenance import to_json
from evaluation.weights import NodeWeights

Json = dict[str, Any]
SEED = 20_260_101
DRAWS = 1000


def method_of(result: Json) -> str:
    """Return the priority method of stored weights, such as ``ahp_eigenvector_aij``."""
    return next(name for name in METHODS if f"ahp_{name}" in result["method"])


def quality_block(tree: IndicatorTree, weights: Json) -> Json:
    """Return the figures per matrix, and the interval of every local weight.

    Parameters
    ----------
    tree
        The tree that was compared.
    weights
        The stored weight set with the experts' judgements.
    """
    result = weights["result"]
    study = weights_from_panel(
        tree,
        result["answers"],
        method=method_of(result),
        aggregation=result["params"].get("aggregation", "aij"),
        ri_table=weights["ri_table"],
        limit=weights["cr_limit"],
    )
    value = to_json(
        {
            "experts": len(result["answers"]),
            "cr_max": study.cr_max,
            "cr_overall": study.cr_overall,
            "nodes": {code: _node(node) for code, node in study.nodes.items()},
            "draws": DRAWS,
            "seed": SEED,
        }
    )
    assert isinstance(value, dict)  # noqa: S101 - an object by construction
    return value


def _node(node: NodeWeights) -> Json:
    group = node.group.consistency
    priorities = np.array([analysis.weights for analysis in node.experts.values()])
    low: list[float | None] = [None] * len(node.items)
    high = list(low)
    if len(node.experts) > 1:
        matrices = np.array([analysis.matrix for analysis in node.experts.values()])
        drawn = bootstrap_panel(matrices, seed=SEED, draws=DRAWS)
        low, high = [float(x) for x in drawn.low], [float(x) for x in drawn.high]
    return {
        "cr": group.CR,
        "cr_experts": max(analysis.consistency.CR for analysis in node.experts.values()),
        "gci": group.GCI,
        "lambda_max": group.lambda_max,
        "s_star": node.consensus.S_star if node.consensus else None,
        "s_word": node.consensus.word if node.consensus else "",
        "w": _concordance(priorities),
        "intervals": {
            code: [lower, upper] for code, lower, upper in zip(node.items, low, high, strict=True)
        },
    }


def _concordance(priorities: Any) -> float | None:
    """Return Kendall's W over the experts' priorities; None where it is undefined."""
    if min(priorities.shape) < 2:
        return None
    try:
        return kendall_w(priorities, p="F", seed=SEED).W
    except EvaluationError:
        return None
