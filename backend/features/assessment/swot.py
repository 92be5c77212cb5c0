"""SWOT of an assessment: statements linked to leaves or files (clause 5.1.2.2.1)."""

from typing import Any

from backend.features.assessment.models import Assessment
from backend.features.assessment.refusals import refusing
from evaluation import IndicatorTree, Swot, SwotItem, SwotStrategy, analyse_swot

Json = dict[str, Any]


def item_of(data: Json) -> SwotItem:
    """Return one kept statement in the package's form."""
    return SwotItem(
        quadrant=data["quadrant"],
        statement=data["statement"],
        indicator_code=data.get("indicator_code", ""),
        evidence_ids=tuple(data.get("file_ids", ())),
        rating=data.get("rating"),
        weight=data.get("weight"),
        source=data.get("source", "expert"),
        confirmed=data.get("confirmed", True),
    )


def json_of(item: SwotItem) -> Json:
    """Return a statement as it is kept."""
    return {
        "quadrant": item.quadrant,
        "statement": item.statement,
        "indicator_code": item.indicator_code,
        "file_ids": list(item.evidence_ids),
        "rating": item.rating,
        "weight": item.weight,
        "source": item.source,
        "confirmed": item.confirmed,
    }


def checked(items: list[Json], strategies: list[Json], tree: IndicatorTree) -> Swot:
    """Check statements and strategies; a statement without leaf or file is refused."""
    with refusing("/items"):
        return analyse_swot(
            [item_of(item) for item in items],
            [SwotStrategy(s["type"], s["text"], tuple(s["uses"])) for s in strategies],
            tree,
        )


def swot_of(assessment: Assessment, tree: IndicatorTree) -> Swot:
    """Return the kept SWOT."""
    return checked(assessment.swot, assessment.strategies, tree)
