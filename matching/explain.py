"""Reasons: facts that the reader can check, never prose (clause 5.3.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.fields import ConceptOverlap, mode_families
from matching.types import LABELS, DemandProfile, Dimension, Reason, SupplyProfile

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the sentences rest on."""

    words: Sequence[str]
    concepts: ConceptOverlap
    demand_diseases: tuple[str, ...]


def reasons(
    demand: DemandProfile,
    supply: SupplyProfile,
    components: Mapping[Dimension, float | None],
    given: Mapping[Dimension, float],
    evidence: Evidence,
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return reasons for and against, the weightiest first.

    Parameters
    ----------
    demand, supply
        The pair.
    components
        Similarity per dimension asked for, None where the supply is silent.
    given
        Points of the score per dimension.
    evidence
        Shared words and concepts.

    Returns
    -------
    tuple
        Reasons, counter-reasons. Every dimension asked for appears in one of them.
    """
    good: list[Reason] = []
    bad: list[Reason] = []
    for dimension, similarity in components.items():
        if similarity is None:
            text = f"对方未披露{LABELS[dimension]}"
            bad.append(Reason(dimension, text, 0.0, positive=False))
            continue
        text, terms = _sentence(dimension, demand, supply, similarity, evidence)
        if similarity > 0 and text:
            good.append(Reason(dimension, text, given[dimension], positive=True, terms=terms))
        else:
            bad.append(_against(dimension, demand, supply, evidence))
    bad += _silent(supply, components)
    lacking = evidence.concepts.missing
    if lacking and (evidence.concepts.same or evidence.concepts.related):
        shown = "、".join(lacking[:_SHOWN])
        bad.append(Reason(Dimension.CONCEPT, f"未提及:{shown}", 0.0, positive=False, terms=lacking))
    return tuple(sorted(good, key=lambda r: -r.points)), tuple(bad)


def _silent(supply: SupplyProfile, components: Mapping[Dimension, float | None]) -> list[Reason]:
    """Say what the reader will ask next and the supply does not tell, though it cost no points."""
    disclosed = {
        Dimension.MATURITY: supply.maturity is not None,
        Dimension.MODE: bool(supply.modes),
    }
    return [
        Reason(d, f"对方未披露{LABELS[d]}", 0.0, positive=False)
        for d, known in disclosed.items()
        if not known and d not in components
    ]


def _sentence(
    dimension: Dimension,
    demand: DemandProfile,
    supply: SupplyProfile,
    similarity: float,
    evidence: Evidence,
) -> tuple[str, tuple[str, ...]]:
    match dimension:
        case Dimension.TEXT:
            words = tuple(evidence.words[:_SHOWN])
            return (f"内容相近,共有词:{'、'.join(words)}" if words else "", words)
        case Dimension.CONCEPT:
            return _concepts(evidence.concepts)
        case Dimension.DISEASE:
            shared = tuple(c for c in evidence.demand_diseases if c in supply.diseases)
            near = "、".join(shared) if shared else "同类目"
            return f"病种相符:{near}", shared
        case Dimension.FIELD:
            return f"技术领域相同:{supply.field}", ()
        case Dimension.SCENE:
            return f"应用场景相同:{supply.scene}", ()
        case Dimension.MATURITY:
            verdict = "达到" if similarity >= 1 else "略低于"
            return f"成熟度{verdict}要求:{supply.maturity}(要求{demand.maturity})", ()
        case Dimension.MODE:
            both = tuple(sorted(mode_families(demand.modes) & mode_families(supply.modes)))
            return f"合作方式一致:{'、'.join(both)}", both


def _concepts(overlap: ConceptOverlap) -> tuple[str, tuple[str, ...]]:
    parts = []
    if overlap.same:
        parts.append(f"涉及相同专业概念:{'、'.join(overlap.same[:_SHOWN])}")
    if overlap.related:
        parts.append(f"涉及上下位概念:{'、'.join(overlap.related[:_SHOWN])}")
    return ";".join(parts), (*overlap.same, *overlap.related)


def _against(
    dimension: Dimension, demand: DemandProfile, supply: SupplyProfile, evidence: Evidence
) -> Reason:
    offered: Mapping[Dimension, str] = {
        Dimension.TEXT: "内容几乎没有共有词",
        Dimension.CONCEPT: f"未涉及所需专业概念:{'、'.join(evidence.concepts.missing[:_SHOWN])}",
        Dimension.DISEASE: f"病种不同:{'、'.join(supply.diseases)}",
        Dimension.FIELD: f"技术领域不同:{supply.field}(要求{demand.field})",
        Dimension.SCENE: f"应用场景不同:{supply.scene}(要求{demand.scene})",
        Dimension.MATURITY: f"成熟度低于要求:{supply.maturity}(要求{demand.maturity})",
        Dimension.MODE: f"合作方式不同:{'、'.join(supply.modes)}",
    }
    return Reason(dimension, offered[dimension], 0.0, positive=False)
