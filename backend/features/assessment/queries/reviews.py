"""Reads of agreement, severity and sensitivity beside a result (clause 6.2.1)."""

from typing import Any

from backend.features.assessment.computing import review_beside
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.results import result_of
from backend.features.assessment.review import review_sentences
from backend.features.assessment.schemas.reviews import (
    AgreementView,
    AlphaView,
    MonteCarloView,
    OneAtATimeView,
    OutlyingExpertView,
    OutlyingRatingView,
    ReviewView,
    SeverityView,
)
from backend.features.assessment.trees import tree_of_hash
from backend.kernel.uow import UnitOfWork
from evaluation import show_score

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


def review_view(uow: UnitOfWork, assessment: Assessment) -> ReviewView:
    """Return the block; the holder sees figures of the panel, not of single experts."""
    block = review_of(uow, result_of(uow, assessment.id).payload)
    whole = uow.allows("assessment.read_sheets", assessment)
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
        withheld=not whole,
    )
