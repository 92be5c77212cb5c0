"""Reads of agreement, severity and sensitivity beside a result (clause 6.2.1)."""

from typing import Any

from backend.features.assessment.computing import review_beside
from backend.features.assessment.disclosure import NOTHING, withheld_of
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.review import review_sentences, told
from backend.features.assessment.schemas.reviews import (
    AgreementView,
    AlphaView,
    MonteCarloView,
    NodeQualityView,
    OneAtATimeView,
    OutlyingExpertView,
    OutlyingRatingView,
    ReviewView,
    SeverityView,
    WeightIntervalView,
    WeightQualityView,
)
from backend.features.assessment.trees import tree_of_hash
from backend.features.assessment.weight_quality import quality_block
from backend.kernel.uow import UnitOfWork
from evaluation import IndicatorTree, show_score

Json = dict[str, Any]
BASIS_LABELS = {
    "group_judgements": "扰动群体判断矩阵",
    "combined_weights": "扰动由组合权重还原的一致矩阵",
}


def review_of(uow: UnitOfWork, payload: Json) -> Json:
    """Return the kept block; a result from before it existed gives it from its own inputs."""
    kept: Json | None = payload.get("review")
    if kept is None:
        kept = review_beside(tree_of_hash(uow, payload["tree"]["hash"]), payload, payload["card"])
    return kept


def quality_of(uow: UnitOfWork, payload: Json) -> Json:
    """Return how good the weights are; a result from before it was kept gives it anew."""
    kept: Json | None = payload.get("weight_quality")
    if kept is None:
        kept = quality_block(tree_of_hash(uow, payload["tree"]["hash"]), payload["weights"])
    return kept


def review_view(uow: UnitOfWork, assessment: Assessment) -> ReviewView:
    """Return the block; the holder sees figures of the panel, not of single experts."""
    payload = result_of(uow, assessment.id).payload
    whole = uow.allows("assessment.read_sheets", assessment)
    tree = tree_of_hash(uow, payload["tree"]["hash"])
    block = told(review_of(uow, payload), NOTHING if whole else withheld_of(tree, payload))
    sensitivity, chance = block["sensitivity"], block["sensitivity"]["monte_carlo"]
    flagged = len(block["outlying_ratings"]) + len(block["outlying_experts"])
    severity = sorted(block["severity"].items()) if whole else []
    return ReviewView(
        number=assessment.number,
        official_total=block["official_total"],
        low=block["low"],
        high=block["high"],
        se=block["se"],
        p_pass=block["p_pass"],
        pass_total=block["pass_total"],
        distance=block["distance"],
        borderline=block["borderline"],
        corrected_total=block["corrected_total"],
        second_review=block["second_review"],
        total_without_outliers=block["total_without_outliers"],
        agreement=AgreementView(**block["agreement"]) if block["agreement"] else None,
        alpha=AlphaView(**block["alpha"]) if block["alpha"] else None,
        severity=[SeverityView(pseudonym=name, severity=value) for name, value in severity],
        outlying_ratings=[OutlyingRatingView(**item) for item in block["outlying_ratings"]]
        if whole
        else [],
        outlying_experts=[OutlyingExpertView(**item) for item in block["outlying_experts"]]
        if whole
        else [],
        outlying_count=flagged,
        leaves=OneAtATimeView(**sensitivity["leaves"]),
        dimensions=OneAtATimeView(**sensitivity["dimensions"]),
        monte_carlo=MonteCarloView(**chance, basis_label=BASIS_LABELS[chance["basis"]]),
        sentences=review_sentences(block, show_score),
        notes=block["notes"],
        weights=_weights(tree, payload, quality_of(uow, payload)),
        withheld=not whole,
    )


def _weights(tree: IndicatorTree, payload: Json, quality: Json) -> WeightQualityView:
    rated = payload["weights"]["result"]["nodes"]
    return WeightQualityView(
        experts=quality["experts"],
        cr_max=quality["cr_max"],
        cr_overall=quality["cr_overall"],
        draws=quality["draws"],
        seed=quality["seed"],
        nodes=[
            NodeQualityView(
                code=code,
                name=tree.node(code).name,
                cr=node["cr"],
                cr_experts=node["cr_experts"],
                gci=node["gci"],
                s_star=node["s_star"],
                s_word=node["s_word"],
                w=node["w"],
                items=[
                    WeightIntervalView(
                        code=item,
                        name=tree.node(item).name,
                        weight=weight,
                        low=node["intervals"][item][0],
                        high=node["intervals"][item][1],
                    )
                    for item, weight in zip(
                        rated[code]["items"], rated[code]["weights"], strict=True
                    )
                ],
            )
            for code, node in quality["nodes"].items()
        ],
    )
