"""From rows to profiles and back: the pure matcher does the work in between (5.3.1.2)."""

import json
import uuid
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from backend.features.demands.models import Demand
from backend.features.library.queries import PublishedProfile
from backend.features.taxonomy import queries as taxonomy
from matching import (
    DemandProfile,
    Matcher,
    Reason,
    SupplyProfile,
    build_lexicon,
)
from matching import Suggestion as Found
from matching.ranker import WEIGHTS
from matching.types import LABELS

TOP: Final = 10
METHOD: Final = "规则加权 1.0（内容、概念、病种、领域、场景、成熟度、合作方式）"


@dataclass(frozen=True)
class Proposal:
    """One outcome proposed for a need, ready to be stored."""

    record_id: uuid.UUID
    outcome_id: uuid.UUID
    score: float
    components: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    counter_reasons: list[dict[str, Any]]


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    text = files("backend.seeds").joinpath("lexicon.json").read_text(encoding="utf-8")
    return Matcher(build_lexicon(json.loads(text)))


def _wanted(demand: Demand) -> DemandProfile:
    modes = [*taxonomy.labels("cooperation_mode", demand.modes), *demand.mode_texts]
    return DemandProfile(
        id=str(demand.id),
        title=demand.title,
        description=demand.description,
        field=taxonomy.label("tech_field", demand.field) if demand.field else None,
        scene=taxonomy.label("scene", demand.scene) if demand.scene else None,
        diseases=tuple(demand.diseases),
        modes=tuple(dict.fromkeys(modes)),
        organisation=str(demand.org_id) if demand.org_id else None,
    )


def _offered(profile: PublishedProfile) -> SupplyProfile:
    return SupplyProfile(
        id=str(profile.record_id),
        title=profile.title,
        summary=profile.summary,
        keywords=profile.keywords,
        field=profile.field,
        scene=profile.scene,
        maturity=profile.maturity,
        diseases=profile.diseases,
        modes=profile.modes,
        organisation=str(profile.holder_org_id),
    )


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "dimension": reason.dimension.value,
        "label": LABELS[reason.dimension],
        "text": reason.text,
        "points": round(reason.points, 2),
        "terms": list(reason.terms),
    }


def _components(found: Found) -> list[dict[str, Any]]:
    """Return one bar per dimension asked for; the points add up to the score."""
    whole = sum(WEIGHTS[dimension] for dimension in found.components)
    return [
        {
            "dimension": dimension.value,
            "label": LABELS[dimension],
            "similarity": None if similarity is None else round(float(similarity), 4),
            "points": round(100 * WEIGHTS[dimension] * float(similarity or 0.0) / whole, 2),
            "most": round(100 * WEIGHTS[dimension] / whole, 2),
        }
        for dimension, similarity in found.components.items()
    ]


def propose(demand: Demand, profiles: list[PublishedProfile]) -> list[Proposal]:
    """Return the best published outcomes for a need, the best first."""
    by_id = {str(profile.record_id): profile for profile in profiles}
    found = _matcher().suggest(_wanted(demand), [_offered(p) for p in profiles], TOP)
    return [
        Proposal(
            record_id=by_id[item.supply_id].record_id,
            outcome_id=by_id[item.supply_id].outcome_id,
            score=round(float(item.score), 2),
            components=_components(item),
            reasons=[_reason(reason) for reason in item.reasons],
            counter_reasons=[_reason(reason) for reason in item.counter_reasons],
        )
        for item in found
    ]
