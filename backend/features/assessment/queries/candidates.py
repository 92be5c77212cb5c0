"""Proposals for a panel: who fits, with reasons, and who must not sit on it (clause 5.1.1.1)."""

import uuid
from collections import Counter
from collections.abc import Sequence

from backend.features.assessment.composition import check_composition
from backend.features.assessment.conflict_rules import Conflict
from backend.features.assessment.conflicts import around_outcome, find_conflicts
from backend.features.assessment.models import Assessment, PanelMember
from backend.features.assessment.queries.conflicts import gaps_of
from backend.features.assessment.queries.panels import composition_view, living, members_of
from backend.features.assessment.queries.proceedings import sat_before
from backend.features.assessment.schemas.panels import CandidatesView, CandidateView, ConflictView
from backend.features.experts import queries as experts
from backend.features.experts.models import Expert, ExpertCategory
from backend.features.identity.queries import user_names
from backend.features.taxonomy.queries import label, labels
from backend.kernel.uow import UnitOfWork

EARLIER_PANEL = Conflict(
    "earlier_panel", "参加过原评估", "申诉成立后的复评须由未参加原评估的专家进行", hard=True
)
# two in each of the three categories, one more where the field fits: a panel of seven
WANTED = {
    ExpertCategory.CLINICAL: 2,
    ExpertCategory.ENGINEERING: 2,
    ExpertCategory.INVESTMENT: 2,
    ExpertCategory.IP_LEGAL: 1,
}


def candidates(uow: UnitOfWork, assessment: Assessment) -> CandidatesView:
    """Propose a panel: who fits, with reasons, and who must not sit on it (clause 5.1.1.1)."""
    rows = experts.active_experts(uow)
    around = around_outcome(uow, assessment.outcome_id)
    people = [expert for expert, _, _ in rows]
    conflicts = find_conflicts(uow, people, around)
    loads = experts.loads(uow, {expert.id for expert in people})
    members = members_of(uow, assessment.id)
    seated = {member.expert_id for member in members}
    field = around.outcome.tech_field
    ranked: list[tuple[tuple[float, ...], str, CandidateView]] = []
    for expert, name, organisation in rows:
        reasons = reasons_for(expert, field, loads[expert.id])
        found = conflicts[expert.id]
        if sat_before(uow, assessment, expert.id):
            found = [EARLIER_PANEL, *found]
        blocked = any(conflict.hard for conflict in found)
        sector = expert.source_sector
        if sector is None:
            continue
        view = CandidateView(
            expert_id=expert.id,
            name=name,
            organisation_name=organisation,
            category=expert.category,
            category_label=experts.category_label(expert.category),
            source_sector=sector,
            source_sector_label=experts.sector_label(sector),
            field_labels=labels("tech_field", expert.fields),
            title=expert.title,
            liver_years=expert.liver_years,
            load=loads[expert.id],
            max_load=expert.max_load,
            reasons=reasons,
            conflicts=[ConflictView.of(conflict.as_dict()) for conflict in found],
            blocked=blocked,
            suggested=False,
            replaces="",
            on_panel=expert.id in seated,
        )
        rank = (
            float(blocked),
            float(bool(found)),
            float(loads[expert.id] >= expert.max_load),
            float(field not in expert.fields),
            float(loads[expert.id]),
            -float(expert.liver_years or 0),
        )
        ranked.append((rank, str(expert.id), view))
    ranked.sort(key=lambda item: (item[0], item[1]))
    views = [view for _, _, view in ranked]
    seats = Counter(member.category for member in living(members))
    suggest(views, seats)
    _name_replaced(uow, views, members)
    present = [(m.category, m.source_sector) for m in living(members)]
    present += [(v.category, v.source_sector) for v in views if v.suggested]
    return CandidatesView(
        candidates=views,
        gaps=gaps_of(around),
        suggested=composition_view(check_composition(present)),
        avoided=len(around.avoided),
        free={c: len(found) for c, found in _free(uow, assessment, views).items()},
        wanted={category: max(0, n - seats[category]) for category, n in WANTED.items()},
    )


def free_candidates(
    uow: UnitOfWork, assessment: Assessment
) -> dict[ExpertCategory, list[uuid.UUID]]:
    """Return by category on whom a lot may fall: nothing found against them, with time left."""
    return _free(uow, assessment, candidates(uow, assessment).candidates)


def _free(
    uow: UnitOfWork, assessment: Assessment, views: Sequence[CandidateView]
) -> dict[ExpertCategory, list[uuid.UUID]]:
    free: dict[ExpertCategory, list[uuid.UUID]] = {category: [] for category in ExpertCategory}
    organisers = {
        expert.id
        for user_id in (uow.actor.user_id, assessment.lead_id)
        if (expert := experts.expert_of_user(uow, user_id)) is not None
    }
    for view in views:
        busy = view.on_panel or view.load >= view.max_load or view.expert_id in organisers
        if not busy and not view.conflicts:
            free[view.category].append(view.expert_id)
    return free


def _name_replaced(
    uow: UnitOfWork, views: Sequence[CandidateView], members: Sequence[PanelMember]
) -> None:
    """Say whose empty seat a proposed expert of the same category would take."""
    empty = empty_seats(members)
    names = user_names(uow, {member.user_id for member in empty})
    for view in views:
        left = next((m for m in empty if view.suggested and m.category is view.category), None)
        if left is not None:
            empty.remove(left)
            view.replaces = names[left.user_id]


def empty_seats(members: Sequence[PanelMember]) -> list[PanelMember]:
    """Return who left a panel at work and has no successor of the same category yet."""
    successors = sorted(living(members), key=lambda m: m.created_at)
    empty = []
    for left_at, gone in sorted(
        ((m.left_at, m) for m in members if m.left_at is not None), key=lambda pair: pair[0]
    ):
        taken = next(
            (m for m in successors if m.category is gone.category and m.created_at > left_at),
            None,
        )
        if taken is None:
            empty.append(gone)
        else:
            successors.remove(taken)
    return empty


def reasons_for(expert: Expert, field: str | None, load: int) -> list[str]:
    """Say why an expert fits."""
    reasons = [f"{experts.category_label(expert.category)}专家"]
    if field and field in expert.fields:
        reasons.append(f"领域匹配：{label('tech_field', field)}")
    if expert.liver_years:
        reasons.append(f"慢性肝病领域 {expert.liver_years} 年")
    reasons.append(f"在办任务 {load}/{expert.max_load}")
    return reasons


def suggest(views: Sequence[CandidateView], present: Counter[ExpertCategory]) -> None:
    """Mark the best free candidates until every category has what it wants, sectors spread."""
    for category, wanted in WANTED.items():
        sectors: set[str] = set()
        need = wanted - present[category]
        free = [
            view
            for view in views
            if view.category is category
            and not view.blocked
            and not view.conflicts
            and not view.on_panel
            and view.load < view.max_load
        ]
        while need > 0 and free:
            pick = next((v for v in free if v.source_sector.value not in sectors), free[0])
            free.remove(pick)
            sectors.add(pick.source_sector.value)
            pick.suggested = True
            need -= 1
