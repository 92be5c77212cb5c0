"""Commands of those who organise assessments: prepare, nominate, start, replace, remind."""

import uuid

from sqlmodel import col, select

from backend.features.assessment.blinding import panel_veil
from backend.features.assessment.conflicts import conflicts_of, to_staff
from backend.features.assessment.events import (
    AssessmentCreated,
    AssessmentUpdated,
    LeavesAssigned,
    MemberProposed,
    MemberRemoved,
    PanelReminded,
)
from backend.features.assessment.maturity import scale_for
from backend.features.assessment.models import (
    Assessment,
    PanelMember,
    ScoreSheet,
    WeightSet,
)
from backend.features.assessment.queries.candidates import reasons_for
from backend.features.assessment.queries.panels import (
    living,
    members_of,
    sheets_by_member,
    start_blockers,
    tree_of_assessment,
)
from backend.features.assessment.queries.proceedings import sat_before
from backend.features.assessment.queries.weights import approved_weight_set
from backend.features.assessment.schemas.panels import (
    AssessmentInput,
    AssessmentSettingsInput,
    LeavesInput,
    NominateInput,
)
from backend.features.assessment.sealing import give_pseudonym, pseudonym_of
from backend.features.assessment.service.materials import link_assessment
from backend.features.assessment.service.progress import settle
from backend.features.assessment.service.weights import pass_rule_in_force
from backend.features.assessment.states import (
    ASSESSMENT_WORKFLOW,
    BEFORE_RELEASE,
    LIVING,
    PANEL_MEMBER_WORKFLOW,
    AssessmentStatus,
    MemberStatus,
    SheetStatus,
    WeightSetStatus,
)
from backend.features.assessment.trees import default_leaves
from backend.features.experts import queries as experts
from backend.features.experts import service as expert_base
from backend.features.experts.models import EngagementEnd, Expert
from backend.features.experts.states import ExpertStatus
from backend.features.outcomes import service as outcomes
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.features.service_desk import service as desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork

ASSESSMENT_DAYS = 20
A = AssessmentStatus


def create_assessment(
    uow: UnitOfWork, data: AssessmentInput, *, is_demo: bool = False
) -> Assessment:
    """Prepare the assessment of an accepted outcome (clause 5.1.2.3.2).

    Raises
    ------
    Invalid
        There is no such outcome, or it is not accepted.
    Conflict
        An assessment of it is under way.
    """
    uow.require("assessment.create")
    outcome = uow.session.get(Outcome, data.outcome_id)
    if outcome is None or not uow.allows("outcome.read", outcome):
        raise Invalid.field("/outcome_id", "成果不存在。")
    if outcome.status is not OutcomeStatus.ACCEPTED:
        raise Invalid.field("/outcome_id", "只有已受理的成果可以评估。")
    earlier = uow.session.exec(
        select(Assessment)
        .where(col(Assessment.outcome_id) == outcome.id)
        .order_by(col(Assessment.round).desc())
    ).all()
    if any(a.status not in {A.ISSUED, A.CANCELLED} for a in earlier):
        raise Conflict("该成果已有进行中的评估。")
    weight_set = _weight_set(uow, data.weight_set_id)
    assessment = Assessment(
        number=next_number(uow.session, "PG", uow.now()),
        outcome_id=outcome.id,
        outcome_title=outcome.title,
        holder_org_id=outcome.holder_org_id,
        round=earlier[0].round + 1 if earlier else 1,
        previous_id=earlier[0].id if earlier else None,
        weight_set_id=weight_set.id if weight_set else None,
        pass_rule_id=pass_rule_in_force(uow).id,
        lead_id=uow.actor.user_id,
        mode=data.mode,
        blindness=data.blindness,
        blind_words=data.blind_words,
        due_on=data.due_on,
        scope=data.scope,
        scale_id=scale_for(outcome.kind, outcome.tech_field),
        is_demo=is_demo or outcome.is_demo,
    )
    uow.require("assessment.create", assessment)  # not of one's own house
    uow.add(assessment)
    desk.open_request(
        uow,
        kind=RequestKind.ASSESSMENT,
        subject_type="outcome",
        subject_id=outcome.id,
        title=f"成果评估：{outcome.title}",
        link=f"/work/assessments/{assessment.id}",
        requester_org_id=outcome.holder_org_id,
        due_days=ASSESSMENT_DAYS,
    )
    desk.respond(uow, outcome.id, RequestKind.ASSESSMENT)
    link_assessment(uow, assessment)
    uow.record(AssessmentCreated(aggregate_id=assessment.id, outcome_id=outcome.id))
    return assessment


def _weight_set(uow: UnitOfWork, weight_set_id: uuid.UUID | None) -> WeightSet | None:
    if weight_set_id is None:
        return approved_weight_set(uow)
    weight_set = uow.session.get(WeightSet, weight_set_id)
    if weight_set is None or weight_set.status is not WeightSetStatus.APPROVED:
        raise Invalid.field("/weight_set_id", "请选择已批准的权重版本。")
    return weight_set


def change_settings(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: AssessmentSettingsInput
) -> Assessment:
    """Change mode, term, scope and weights before the start."""
    assessment = uow.get(
        Assessment, assessment_id, "assessment.update", expected_version=expected_version
    )
    if assessment.status is not A.PREPARING:
        raise Conflict("评估已启动，不能再改设置。")
    weight_set = _weight_set(uow, data.weight_set_id)
    assessment.mode, assessment.due_on, assessment.scope = data.mode, data.due_on, data.scope
    if data.blindness is not None:
        assessment.blindness = data.blindness
    if data.blind_words is not None:
        assessment.blind_words = data.blind_words
    assessment.weight_set_id = weight_set.id if weight_set else None
    uow.record(AssessmentUpdated(aggregate_id=assessment.id, part="settings"))
    return assessment


def nominate(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: NominateInput
) -> PanelMember:
    """Put an expert on the panel; conflicts are computed now and kept as evidence.

    Raises
    ------
    Conflict
        A hard conflict, the expert was on this panel before, or organises it.
    Invalid
        Not an active expert, or a soft conflict without a decision.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.nominate", expected_version=expected_version
    )
    if assessment.status not in BEFORE_RELEASE:
        raise Conflict("评分结果已发布，不能再增加专家。")
    expert = uow.session.get(Expert, data.expert_id)
    if expert is None or expert.status is not ExpertStatus.ACTIVE or not expert.source_sector:
        raise Invalid.field("/expert_id", "该专家不存在或不在库。")
    members = members_of(uow, assessment.id)
    if any(member.expert_id == expert.id for member in members):
        raise Conflict("该专家已在本次评估的名单中（含已回避或已替换）。")
    if sat_before(uow, assessment, expert.id):
        raise Conflict("申诉成立后的复评须由未参加原评估的专家进行。")
    if expert.user_id in {uow.actor.user_id, assessment.lead_id}:
        raise Conflict("组织本次评估的人员不能同时担任评审专家。")
    found = conflicts_of(uow, expert.id, assessment.outcome_id)
    hard = [conflict for conflict in found if conflict.hard]
    if hard:
        raise Conflict(
            f"应当回避：{to_staff(hard)}",
            conflicts=[conflict.as_dict() for conflict in found],
        )
    if found and not data.conflict_decision.strip():
        raise Invalid.field(
            "/conflict_decision",
            "存在需判断的关系：" + "；".join(c.evidence for c in found) + "。请说明为何可以参加。",
        )
    outcome = uow.session.get_one(Outcome, assessment.outcome_id)
    load = experts.loads(uow, {expert.id})[expert.id]
    member = PanelMember(
        assessment_id=assessment.id,
        expert_id=expert.id,
        user_id=expert.user_id,
        org_id=expert.org_id,
        category=expert.category,
        source_sector=expert.source_sector,
        leaves=default_leaves(tree_of_assessment(uow, assessment), expert.category),
        reasons=reasons_for(expert, outcome.tech_field, load),
        conflicts=[conflict.as_dict() for conflict in found],
        conflict_decision=data.conflict_decision if found else "",
    )
    give_pseudonym(uow, member, {pseudonym_of(uow, m) for m in members})
    uow.add(member)
    # experts read this line about themselves
    title = panel_veil(uow, assessment).text(outcome.title)
    expert_base.engage(uow, expert.id, "assessment", assessment.id, f"{assessment.number} {title}")
    uow.touch(assessment)
    uow.record(MemberProposed(aggregate_id=member.id, assessment_id=assessment.id))
    settle(uow, assessment)
    return member


def remove_member(uow: UnitOfWork, member_id: uuid.UUID, expected_version: int) -> Assessment:
    """Take an expert off a panel that has not started."""
    member = uow.get(
        PanelMember, member_id, "panel_member.remove", expected_version=expected_version
    )
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status is not A.PREPARING:
        raise Conflict("评估已启动，请使用“替换专家”。")
    expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.CANCELLED)
    uow.record(MemberRemoved(aggregate_id=member.id, assessment_id=assessment.id))
    uow.session.delete(member)
    uow.touch(assessment)
    uow.session.flush()
    return assessment


def assign_leaves(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, data: LeavesInput
) -> Assessment:
    """Let a member judge other leaves than those of the category, with a reason (5.1.1.1)."""
    member = uow.get(
        PanelMember, member_id, "panel_member.assign", expected_version=expected_version
    )
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status not in BEFORE_RELEASE or member.status not in LIVING:
        raise Conflict("当前不能调整该专家的评分指标。")
    sheet = sheets_by_member(uow, assessment.id).get(member.id)
    if sheet is not None and sheet.status is SheetStatus.SUBMITTED:
        raise Conflict("该专家已提交评分，请先退回评分表。")
    tree = tree_of_assessment(uow, assessment)
    for position, code in enumerate(data.leaves):
        if code not in tree.leaf_codes:
            raise Invalid.field(f"/leaves/{position}", f"指标体系没有叶指标“{code}”。")
    wanted = set(data.leaves)
    member.leaves = [code for code in tree.leaf_codes if code in wanted]
    member.leaves_reason = data.reason
    uow.touch(assessment)
    uow.record(
        LeavesAssigned(aggregate_id=member.id, assessment_id=assessment.id, reason=data.reason)
    )
    return assessment


def start_assessment(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int
) -> Assessment:
    """Start: composition, approved weights and coverage are checked (5.1.1.1, 6.2.1).

    Raises
    ------
    Conflict
        What is missing, in words.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.start", expected_version=expected_version
    )
    members = members_of(uow, assessment.id)
    blockers = start_blockers(uow, assessment, members)
    if blockers and assessment.status is A.PREPARING:
        raise Conflict("不能启动：" + "；".join(blockers), blockers=blockers)
    ASSESSMENT_WORKFLOW.fire(uow, assessment, "start", outcome_id=assessment.outcome_id)
    assessment.started_at = uow.now()
    for member in living(members):
        _open_sheet(uow, member)
    outcomes.mark(uow, assessment.outcome_id, "start_assessment")
    return assessment


def _open_sheet(uow: UnitOfWork, member: PanelMember) -> ScoreSheet:
    return uow.add(ScoreSheet(assessment_id=member.assessment_id, member_id=member.id))


def replace_member(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, reason: str
) -> Assessment:
    """Take an expert off a running panel; access ends at once, the sheet no longer counts."""
    member = uow.get(
        PanelMember, member_id, "panel_member.replace", expected_version=expected_version
    )
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status not in BEFORE_RELEASE:
        raise Conflict("评分结果已发布，不能再替换专家。")
    PANEL_MEMBER_WORKFLOW.fire(uow, member, "replace", assessment_id=assessment.id, reason=reason)
    member.left_reason, member.left_at = reason, uow.now()
    expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.REPLACED)
    uow.touch(assessment)
    settle(uow, assessment)
    return assessment


def remind(uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int) -> Assessment:
    """Remind every member with open work.

    Raises
    ------
    Conflict
        Nobody has open work.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.remind", expected_version=expected_version
    )
    sheets = sheets_by_member(uow, assessment.id)
    late = [
        member
        for member in living(members_of(uow, assessment.id))
        if member.status is MemberStatus.PROPOSED
        or (member.id in sheets and sheets[member.id].status is SheetStatus.OPEN)
    ]
    if assessment.status not in {A.DECLARING, A.SCORING} or not late:
        raise Conflict("当前没有需要催办的专家。")
    for member in late:
        member.reminded_at = uow.now()
    uow.touch(assessment)
    uow.record(PanelReminded(aggregate_id=assessment.id, user_ids=tuple(m.user_id for m in late)))
    return assessment


def cancel_assessment(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, reason: str
) -> Assessment:
    """Call an assessment off; the outcome waits again as accepted."""
    assessment = uow.get(
        Assessment, assessment_id, "assessment.cancel", expected_version=expected_version
    )
    begun = assessment.status is not A.PREPARING
    ASSESSMENT_WORKFLOW.fire(
        uow, assessment, "cancel", outcome_id=assessment.outcome_id, reason=reason
    )
    for member in living(members_of(uow, assessment.id)):
        expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.CANCELLED)
    if begun:
        outcomes.mark(uow, assessment.outcome_id, "cancel_assessment")
    desk.cancel(uow, assessment.outcome_id, RequestKind.ASSESSMENT, reason)
    return assessment
