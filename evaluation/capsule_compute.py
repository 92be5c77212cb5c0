"""From the inputs of a capsule to its results; the only road from raw answers to a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evaluation.consistency_indices import CR_LIMIT
from evaluation.errors import CapsuleError, EvaluationError
from evaluation.grading import PassRule, Veto
from evaluation.indicators import IndicatorTree
from evaluation.maturity import Component, Maturity, MaturityScale, trl_from_evidence
from evaluation.panel_review import review_panel
from evaluation.provenance import Json, to_json
from evaluation.random_index import DEFAULT_TABLE
from evaluation.reading import read_text, read_texts
from evaluation.scoring import Scorecard, ScoringRule, score_sheets
from evaluation.sheets import Rating, ScoreSheet
from evaluation.weights import Answers, WeightSet, WeightVector, leaf_weights, weights_from_panel


def capsule_inputs(
    tree: IndicatorTree,
    sheets: Sequence[ScoreSheet],
    *,
    panel: Mapping[str, Mapping[str, Answers]] | None = None,
    local: Mapping[str, Sequence[float]] | None = None,
    method: str = "eigenvector",
    aggregation: str = "aij",
    ri_table: str = DEFAULT_TABLE,
    limit: float = CR_LIMIT,
    expert_weights: Mapping[str, float] | None = None,
    rule: ScoringRule | None = None,
    pass_rule: PassRule | None = None,
    vetoes: Sequence[Veto] = (),
    maturity: tuple[Sequence[Component], MaturityScale, bool] | None = None,
    identification: Mapping[str, str] | None = None,
) -> dict[str, Json]:
    """Collect everything an evaluation was computed from.

    Parameters
    ----------
    tree, sheets
        Indicator tree and score sheets (pseudonyms, no names).
    panel, local
        Either the judgements of the weight panel or local weights per node.
    method, aggregation, ri_table, limit, expert_weights
        As in `evaluation.weights_from_panel`.
    rule, pass_rule, vetoes
        As in `evaluation.score_sheets`.
    maturity
        Components, scale and whether a licence is issued.
    identification
        Outcome number, versions, dates.

    Returns
    -------
    dict
        Plain JSON for `evaluation.build_capsule`.

    Raises
    ------
    CapsuleError
        Not exactly one of ``panel`` and ``local``.

    References
    ----------
    Clause 5.1.2.3.7 (archive of the evaluation).
    """
    if (panel is None) == (local is None):
        raise CapsuleError("权重来源须二选一", where="/inputs/weights", cure="panel 或 local")
    weights: dict[str, object] = {"local": local}
    if panel is not None:
        weights = {
            "panel": {
                e: {node: _plain_answers(a) for node, a in nodes.items()}
                for e, nodes in panel.items()
            },
            "method": method,
            "aggregation": aggregation,
            "ri_table": ri_table,
            "limit": limit,
            "expert_weights": expert_weights,
        }
    content: dict[str, object] = {
        "identification": identification or {},
        "tree": tree.as_dict(),
        "weights": weights,
        "sheets": [_plain_sheet(sheet) for sheet in sheets],
        "scoring": {
            "rule": rule or ScoringRule(),
            "pass_rule": pass_rule or PassRule(),
            "vetoes": list(vetoes),
        },
        "maturity": None
        if maturity is None
        else {
            "components": [
                {"name": c.name, "evidence": sorted(c.evidence), "essential": c.essential}
                for c in maturity[0]
            ],
            "scale": maturity[1],
            "licensed": maturity[2],
        },
    }
    value = to_json(content)
    assert isinstance(value, dict)  # noqa: S101 - an object by construction
    return value


def compute_results(inputs: Mapping[str, object]) -> dict[str, object]:
    """Compute weights, scores, agreement and maturity from the inputs of a capsule.

    Parameters
    ----------
    inputs
        As made by `evaluation.capsule_inputs`.

    Returns
    -------
    dict
        Weights, score, agreement, maturity.

    Raises
    ------
    EvaluationError
        Faulty inputs; the message names the place.

    References
    ----------
    Clauses 5.1.2.3.5 and 5.1.2.3.7.
    """
    try:
        tree = IndicatorTree.from_dict(_object(inputs, "tree"))
        vector, study = _weights(tree, _object(inputs, "weights"))
        sheets = tuple(_sheet(item) for item in _list(inputs, "sheets"))
        scoring = _object(inputs, "scoring")
        rule = ScoringRule(**_object(scoring, "rule"))  # type: ignore[arg-type]
        pass_rule = PassRule(**_object(scoring, "pass_rule"))  # type: ignore[arg-type]
        card = score_sheets(
            tree,
            vector,
            sheets,
            rule=rule,
            pass_rule=pass_rule,
            vetoes=[Veto(str(v["kind"]), str(v["reason"])) for v in _list(scoring, "vetoes")],
        )
        maturity = _maturity(inputs.get("maturity"))
    except EvaluationError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CapsuleError(f"输入格式有误（{error}）", where="/inputs", cure="请核对文件") from None
    return {
        "tree_hash": tree.hash,
        "weights": _weight_figures(vector, study),
        "score": _score_figures(card),
        "agreement": _agreement(tree, vector, sheets, rule, pass_rule),
        "maturity": None
        if maturity is None
        else {
            "level": maturity.level,
            "stage": maturity.stage,
            "score": maturity.score,
            "missing": [item.code for item in maturity.missing],
        },
    }


def _plain_answers(answers: Answers) -> object:
    if isinstance(answers, np.ndarray):
        return {"matrix": answers}
    return [None if a is None else (a if isinstance(a, int | float) else str(a)) for a in answers]


def _plain_sheet(sheet: ScoreSheet) -> dict[str, object]:
    return {
        "expert": sheet.expert,
        "category": sheet.category,
        "leaves": sheet.leaves,
        "recused": sheet.recused,
        "recusal_reason": sheet.recusal_reason,
        "ratings": {
            code: rating if isinstance(rating, Rating) else Rating(float(rating))
            for code, rating in sheet.ratings.items()
        },
    }


def _sheet(item: Mapping[str, object]) -> ScoreSheet:
    leaves = item.get("leaves")
    ratings = {}
    for code, body in _object(item, "ratings").items():
        if not isinstance(body, Mapping):
            raise CapsuleError("评分应为对象", where=f"/inputs/sheets/{code}", cure="请核对文件")
        evidence = body.get("evidence_ids", ())
        value = body["value"]
        ratings[code] = Rating(
            value if value is None else float(value),
            str(body.get("abstain_reason", "")),
            str(body.get("comment", "")),
            tuple(str(e) for e in evidence),
        )
    return ScoreSheet(
        expert=str(item["expert"]),
        ratings=ratings,
        leaves=tuple(str(code) for code in leaves) if isinstance(leaves, list) else None,
        category=str(item.get("category", "")),
        recused=item.get("recused") is True,
        recusal_reason=str(item.get("recusal_reason", "")),
    )


def _weights(
    tree: IndicatorTree, body: Mapping[str, object]
) -> tuple[WeightVector, WeightSet | None]:
    local = body.get("local")
    if isinstance(local, Mapping):
        return leaf_weights(tree, local), None
    panel = {
        expert: {node: _answers(given) for node, given in nodes.items()}
        for expert, nodes in _object(body, "panel").items()
        if isinstance(nodes, Mapping)
    }
    shares = body.get("expert_weights")
    study = weights_from_panel(
        tree,
        panel,
        method=str(body["method"]),
        aggregation=str(body["aggregation"]),
        ri_table=str(body["ri_table"]),
        limit=float(str(body["limit"])),
        expert_weights=shares if isinstance(shares, Mapping) else None,
    )
    return study.vector, study


def _answers(given: object) -> Answers:
    if isinstance(given, Mapping):
        return np.array(given["matrix"], dtype=np.float64)
    if isinstance(given, list):
        return given
    raise CapsuleError("判断值应为列表", where="/inputs/weights/panel", cure="请核对文件")


def _maturity(body: object) -> Maturity | None:
    if not isinstance(body, Mapping):
        return None
    scale = MaturityScale.from_dict(body.get("scale"), "/inputs/maturity/scale")
    parts = [
        Component(
            read_text(part, "name", "/inputs/maturity/components"),
            frozenset(read_texts(part, "evidence", "/inputs/maturity/components")),
            part.get("essential", True) is True,
        )
        for part in _list(body, "components")
    ]
    return trl_from_evidence(parts, scale, licensed=body.get("licensed") is True)


def _weight_figures(vector: WeightVector, study: WeightSet | None) -> dict[str, object]:
    figures: dict[str, object] = {"local": vector.local, "leaves": vector.leaves}
    if study is not None:
        figures |= {
            "cr_max": study.cr_max,
            "cr_group_max": study.cr_group_max,
            "cr_overall": study.cr_overall,
            "passed": study.passed,
            "nodes": {
                code: {
                    "CR": node.group.consistency.CR,
                    "GCI": node.group.consistency.GCI,
                    "experts": {e: a.consistency.CR for e, a in node.experts.items()},
                    "S_star": node.consensus.S_star if node.consensus else None,
                }
                for code, node in study.nodes.items()
            },
        }
    return figures


def _score_figures(card: Scorecard) -> dict[str, object]:
    return {
        "total": card.total,
        "se": card.se,
        "low": card.low,
        "high": card.high,
        "p_pass": card.p_pass,
        "borderline": card.borderline,
        "band": card.band,
        "decision": card.decision.state,
        "reasons": card.decision.reasons,
        "dimensions": {d.code: d.score for d in card.dimensions},
        "leaves": {
            leaf.code: {
                "n": leaf.n,
                "mean": leaf.mean,
                "trimmed": leaf.trimmed,
                "median": leaf.median,
                "sd": leaf.sd,
                "official": leaf.official,
                "se": leaf.se,
                "contribution": leaf.contribution,
            }
            for leaf in card.leaves
        },
    }


def _agreement(
    tree: IndicatorTree,
    vector: WeightVector,
    sheets: Sequence[ScoreSheet],
    rule: ScoringRule,
    pass_rule: PassRule,
) -> dict[str, object]:
    """Agreement, flagged ratings and the corrected total; null where they are undefined."""
    review = review_panel(tree, vector, sheets, rule=rule, pass_rule=pass_rule)
    flagged = None
    if review.outliers is not None:
        flagged = [f"{review.experts[o.rater]}/{o.value:g}" for o in review.outliers.ratings]
    return {
        "icc_a_k": None if review.agreement is None else review.agreement.value,
        "alpha_interval": None if review.alpha is None else review.alpha.alpha,
        "outlying": flagged,
        "severity": review.severity,
        "corrected_total": review.corrected_total,
    }


def _object(body: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = body.get(key)
    if not isinstance(value, Mapping):
        raise CapsuleError("缺少或不是对象", where=f"/inputs/{key}", cure="请核对文件")
    return value


def _list(body: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = body.get(key)
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise CapsuleError("缺少或不是对象列表", where=f"/inputs/{key}", cure="请核对文件")
    return value
