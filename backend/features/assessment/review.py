"""Agreement, severity and sensitivity of a result: kept beside the official total, never instead.

Computed once at the release from the same inputs (clauses 5.1.2.2.4, 5.1.2.3.5, 6.2.1).
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from backend.features.assessment.disclosure import Withheld
from evaluation import (
    IndicatorTree,
    OneAtATime,
    PanelReview,
    PassRule,
    ScoreSheet,
    Veto,
    WeightVector,
    consistent_matrix,
    review_panel,
    score_sheets,
    sensitivity_mc,
    sensitivity_oat,
    weights_from_panel,
)
from evaluation.provenance import FloatArray, to_json

Json = dict[str, Any]
SEED = 20_260_101
DRAWS = 1000
SIGMA = 0.15
Z95 = 1.96


def review_block(
    tree: IndicatorTree,
    vector: WeightVector,
    sheets: Sequence[ScoreSheet],
    vetoes: Sequence[Veto],
    inputs: Json,
    card: Json,
) -> Json:
    """Return the block that lies beside the scorecard.

    Parameters
    ----------
    tree, vector, sheets, vetoes
        What the result was computed from.
    inputs
        The stored inputs: pass rule and weight set.
    card
        The scorecard as plain values; every leaf has a score.
    """
    rule = inputs["pass_rule"]
    pass_rule = PassRule(rule["total"], rule["dimension_floor"], str(rule["revision"]))
    found = review_panel(tree, vector, sheets, pass_rule=pass_rule, vetoes=vetoes)
    value = to_json(
        {
            **_panel(tree, found),
            "total_without_outliers": _without(tree, vector, sheets, found, pass_rule),
            "official_total": card["total"],
            "low": card["low"],
            "high": card["high"],
            "se": card["se"],
            "p_pass": card["p_pass"],
            "pass_total": rule["total"],
            "distance": card["decision"]["distance"],
            "borderline": card["borderline"],
            "sensitivity": {
                "leaves": _one_at_a_time(
                    [(leaf["code"], leaf["name"], leaf["weight"]) for leaf in card["leaves"]],
                    [leaf["official"] for leaf in card["leaves"]],
                    rule["total"],
                ),
                "dimensions": _one_at_a_time(
                    [(item["code"], item["name"], item["weight"]) for item in card["dimensions"]],
                    [item["score"] for item in card["dimensions"]],
                    rule["total"],
                ),
                "monte_carlo": _monte_carlo(tree, inputs["weights"], card, rule["total"]),
            },
            "version": found.version,
        }
    )
    assert isinstance(value, dict)  # noqa: S101 - an object by construction
    return value


def _panel(tree: IndicatorTree, found: PanelReview) -> Json:
    agreement, alpha, outliers = found.agreement, found.alpha, found.outliers
    rated = list(tree.leaf_codes)
    return {
        "agreement": agreement
        and {
            "name": agreement.other_name,
            "value": agreement.value,
            "low": agreement.low,
            "high": agreement.high,
            "grade": agreement.grade,
        },
        "alpha": alpha
        and {
            "value": alpha.alpha,
            "level": alpha.level,
            "units": alpha.units,
            "word": alpha.word,
        },
        "severity": dict(found.severity),
        "corrected_total": found.corrected_total,
        "second_review": found.second_review,
        "outlying_ratings": [
            {
                "leaf": rated[item.subject],
                "leaf_name": tree.node(rated[item.subject]).name,
                "pseudonym": found.experts[item.rater],
                "value": item.value,
                "z": item.z,
            }
            for item in (outliers.ratings if outliers else ())
        ],
        "outlying_experts": [
            {"pseudonym": found.experts[flag.rater], "reasons": list(flag.reasons)}
            for flag in (outliers.raters if outliers else ())
        ],
        "notes": list(found.notes),
    }


def _without(
    tree: IndicatorTree,
    vector: WeightVector,
    sheets: Sequence[ScoreSheet],
    found: PanelReview,
    pass_rule: PassRule,
) -> float | None:
    """Return the total without the flagged ratings: the run "with and without" of the report."""
    flagged = found.outliers.ratings if found.outliers else ()
    if not flagged:
        return None
    dropped = {(found.experts[item.rater], tree.leaf_codes[item.subject]) for item in flagged}
    kept = [
        ScoreSheet(
            expert=sheet.expert,
            ratings={
                code: rating
                for code, rating in sheet.ratings.items()
                if (sheet.expert, code) not in dropped
            },
            leaves=tuple(
                code for code in sheet.leaves or () if (sheet.expert, code) not in dropped
            ),
            category=sheet.category,
            recused=sheet.recused,
            recusal_reason=sheet.recusal_reason,
        )
        for sheet in sheets
    ]
    return score_sheets(tree, vector, kept, pass_rule=pass_rule).total


def _one_at_a_time(
    criteria: list[tuple[str, str, float]], scores: list[float], limit: float
) -> Json:
    weights = np.array([weight for _, _, weight in criteria])
    found: OneAtATime = sensitivity_oat(weights / weights.sum(), [scores], limit)
    crossings = [
        {
            "code": criteria[c.criterion][0],
            "name": criteria[c.criterion][1],
            "weight": c.weight,
            "at": c.at,
            "distance": c.distance,
        }
        for c in found.crossings
        if c.kind == "pass"
    ]
    return {
        "crossings": crossings,
        "most_critical": crossings[0] if crossings else None,
        "robust": [criteria[k][0] for k in found.robust],
    }


def _matrices(tree: IndicatorTree, weights: Json) -> tuple[dict[str, FloatArray], str]:
    """Return a matrix per node: the group's judgements, or a consistent one of joined weights."""
    result = weights["result"]
    if result.get("sources"):
        joined = {
            code: consistent_matrix(np.array(node["weights"]))
            for code, node in result["nodes"].items()
        }
        return joined, "combined_weights"
    study = weights_from_panel(
        tree, result["answers"], ri_table=weights["ri_table"], limit=weights["cr_limit"]
    )
    return {code: node.group.matrix for code, node in study.nodes.items()}, "group_judgements"


def _monte_carlo(tree: IndicatorTree, weights: Json, card: Json, limit: float) -> Json:
    matrices, basis = _matrices(tree, weights)
    found = sensitivity_mc(
        matrices,
        [[leaf["official"] for leaf in card["leaves"]]],
        seed=SEED,
        tree=tree,
        limit=limit,
        draws=DRAWS,
        sigma=SIGMA,
    )
    passing = found.p_pass
    return {
        "basis": basis,
        "low": float(found.low[0]),
        "high": float(found.high[0]),
        "p_pass": None if passing is None else float(passing[0]),
        "draws": found.draws,
        "seed": found.seed,
        "sigma": SIGMA,
    }


def told(block: Json, hidden: Withheld) -> Json:
    """Return the block without the turning points of what is withheld.

    Total, weight and turning point of a leaf give its score away; that there is none, a bound.
    """
    sensitivity = dict(block["sensitivity"])
    for level in ("leaves", "dimensions"):
        found = sensitivity[level]
        crossings = [item for item in found["crossings"] if not hidden.hides(item["code"])]
        sensitivity[level] = {
            **found,
            "crossings": crossings,
            "most_critical": crossings[0] if crossings else None,
            "robust": [code for code in found["robust"] if not hidden.hides(code)],
            "withheld": len(found["crossings"]) - len(crossings),
        }
    return {**block, "sensitivity": sensitivity}


def review_sentences(block: Json, show: Callable[[float | None], str]) -> list[str]:
    """Say the block in sentences for the report."""
    lines = []
    agreement, alpha = block["agreement"], block["alpha"]
    if agreement:
        lines.append(
            f"专家一致性 {agreement['name']}={agreement['value']:.3f}"
            f"（95% 区间 {agreement['low']:.3f} 至 {agreement['high']:.3f}，"
            f"{agreement['grade']}）。"
        )
    if alpha:
        lines.append(f"Krippendorff α={alpha['value']:.3f}（{alpha['word']}）。")
    if block["corrected_total"] is not None:
        lines.append(
            f"按评分宽严校正后的总分为 {show(block['corrected_total'])}，仅供对照，"
            f"正式得分仍为 {show(block['official_total'])}"
            + ("；两者结论不同，建议复评。" if block["second_review"] else "，结论不变。")
        )
    critical = block["sensitivity"]["leaves"]["most_critical"]
    if critical:
        lines.append(
            f"单项权重敏感性：“{critical['name']}”的权重由 {critical['weight']:.4f} 变为 "
            f"{critical['at']:.4f} 时结论改变。"
        )
    elif not block["sensitivity"]["leaves"].get("withheld"):
        lines.append("单项权重敏感性：任何一项权重单独变化都不改变结论。")
    chance = block["sensitivity"]["monte_carlo"]
    if chance["p_pass"] is not None:
        lines.append(
            f"判断扰动 {chance['draws']} 次（σ={chance['sigma']:g}，种子 {chance['seed']}），"
            f"达到通过线的比例为 {chance['p_pass']:.1%}。"
        )
    lines += block["notes"]
    return lines
