"""Conflicts of interest that the platform can see by itself, each with its evidence (5.1.1.1)."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from backend.features.assessment.conflict_facts import (
    Surroundings,
    candidates_of,
    surroundings,
)
from backend.features.assessment.conflict_rules import ASKED, Conflict, judge
from backend.features.assessment.models import PanelMember
from backend.features.experts.models import Expert
from backend.kernel.uow import UnitOfWork

Json = dict[str, Any]


def find_conflicts(
    uow: UnitOfWork, experts: Sequence[Expert], around: Surroundings
) -> dict[uuid.UUID, list[Conflict]]:
    """Return what speaks against each expert."""
    return {one.expert.id: judge(one, around) for one in candidates_of(uow, experts, around)}


def around_outcome(uow: UnitOfWork, outcome_id: uuid.UUID) -> Surroundings:
    """Return the side of an outcome as of this unit of work; loaded once within one request."""
    kept: dict[uuid.UUID, Surroundings] = uow.session.info.setdefault("surroundings", {})
    if outcome_id not in kept:
        kept[outcome_id] = surroundings(uow, outcome_id)
    return kept[outcome_id]


def conflicts_of(uow: UnitOfWork, expert_id: uuid.UUID, outcome_id: uuid.UUID) -> list[Conflict]:
    """Return what speaks against one expert for one outcome, as of this unit of work.

    Asked several times within one request; the next request computes it anew.
    """
    kept: dict[tuple[uuid.UUID, uuid.UUID], list[Conflict]]
    kept = uow.session.info.setdefault("conflicts", {})
    key = (expert_id, outcome_id)
    if key not in kept:
        expert = uow.session.get_one(Expert, expert_id)
        kept[key] = find_conflicts(uow, [expert], around_outcome(uow, outcome_id))[expert.id]
    return kept[key]


def undecided(member: PanelMember, found: Iterable[Conflict]) -> list[Conflict]:
    """Return what excludes a member, and what staff have not judged yet.

    A finding whose evidence has changed is a new one.
    """
    judged = {(item["rule"], item["evidence"]) for item in member.conflicts}
    return [c for c in found if c.hard or (c.rule, c.evidence) not in judged]


def to_staff(conflicts: Iterable[Conflict]) -> str:
    """Say findings with their evidence."""
    return "；".join(f"{c.label}（{c.evidence}）" for c in conflicts)


def to_expert(conflicts: Iterable[Conflict]) -> str:
    """Say findings without what belongs to others."""
    told = [f"{c.label}（{c.told or c.evidence}）" for c in conflicts if c.rule != ASKED]
    return "；".join(told) or "平台正在核实一项情况"


def told_to_expert(kept: Iterable[Json]) -> list[Json]:
    """Return kept findings as the expert may read them."""
    return [
        item | {"evidence": item.get("told") or item["evidence"]}
        for item in kept
        if item["rule"] != ASKED
    ]
