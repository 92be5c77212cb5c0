"""What speaks against the members of a panel now, and what that stands in the way of (5.1.1.1)."""

import uuid
from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from backend.features.assessment.conflict_facts import Surroundings
from backend.features.assessment.conflict_rules import Conflict
from backend.features.assessment.conflicts import (
    around_outcome,
    find_conflicts,
    to_staff,
    undecided,
)
from backend.features.assessment.models import Assessment, PanelMember
from backend.features.assessment.states import LIVING, UNDER_WAY, MemberStatus
from backend.features.experts.models import Expert
from backend.features.identity.queries import user_names
from backend.features.outcomes.models import PersonSource
from backend.features.outcomes.queries import PATENTS
from backend.kernel.uow import UnitOfWork

Found = Mapping[uuid.UUID, list[Conflict]]


def conflicts_now(
    uow: UnitOfWork, assessment: Assessment, members: Sequence[PanelMember]
) -> dict[uuid.UUID, list[Conflict]]:
    """Return everything that speaks against each living member of a panel under way."""
    seated = {m.expert_id: m for m in members if m.status in LIVING}
    if not seated or assessment.status not in UNDER_WAY:
        return {}
    experts = uow.session.exec(select(Expert).where(col(Expert.id).in_(seated))).all()
    found = find_conflicts(uow, experts, around_outcome(uow, assessment.outcome_id))
    return {seated[expert_id].id: conflicts for expert_id, conflicts in found.items()}


def open_conflicts(
    uow: UnitOfWork, assessment: Assessment, members: Sequence[PanelMember]
) -> dict[uuid.UUID, list[Conflict]]:
    """Return what excludes a member or waits for the staff's judgement, by member."""
    found = conflicts_now(uow, assessment, members)
    waiting = {m.id: undecided(m, found[m.id]) for m in members if m.id in found}
    return {member_id: conflicts for member_id, conflicts in waiting.items() if conflicts}


def conflict_blockers(uow: UnitOfWork, members: Sequence[PanelMember], waiting: Found) -> list[str]:
    """Say whose seat has to end, or which relation has to be judged, before the next step."""
    concerned = [member for member in members if member.id in waiting]
    names = user_names(uow, {member.user_id for member in concerned})
    lines = []
    for member in concerned:
        hard = [c for c in waiting[member.id] if c.hard]
        what = to_staff(hard or waiting[member.id])
        if hard:
            lines.append(f"“{names[member.user_id]}”应当回避：{what}。请终止其席位并安排替补")
        else:
            lines.append(f"“{names[member.user_id]}”有待核实的关系：{what}")
    return lines


def late_blockers(assessment: Assessment, members: Sequence[PanelMember]) -> list[str]:
    """Say that a released result rests on a score that was annulled afterwards."""
    if assessment.released_at is None:
        return []
    late = [
        m
        for m in members
        if m.status is MemberStatus.EXCLUDED
        and m.left_at is not None
        and m.left_at >= assessment.released_at
    ]
    return [f"已发布的结果含 {len(late)} 名已终止席位专家的评分，须作废后重新评估"] if late else []


def gaps_of(around: Surroundings) -> list[str]:
    """Say which rules have nothing to look at, because the outcome is silent."""
    gaps = []
    silent = sum(1 for r in around.rights if r.type in PATENTS and not r.inventors)
    if silent:
        gaps.append(f"{silent} 项专利未披露发明人，无法核对发明人与共同发明人")
    if not any(person.source is PersonSource.TEAM for person in around.people):
        gaps.append("证据库未列项目组成员，无法核对项目组")
    if around.outcome.owner_id is None:
        gaps.append("成果由公开来源导入，没有申报人账户可核对")
    return gaps
