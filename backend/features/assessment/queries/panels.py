"""Reads for those who organise assessments: list, panel, candidates, blockers."""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.assessment.blinding import needs_check
from backend.features.assessment.composition import Composition, check_composition
from backend.features.assessment.labels import BLINDNESS_LABELS, MODE_LABELS
from backend.features.assessment.models import (
    Assessment,
    PanelMember,
    PassRuleVersion,
    Score,
    ScoreSheet,
    WeightSet,
)
from backend.features.assessment.queries.conflicts import (
    Found,
    conflict_blockers,
    late_blockers,
    open_conflicts,
)
from backend.features.assessment.queries.institution import lead_blockers
from backend.features.assessment.queries.proceedings import meeting_blockers
from backend.features.assessment.schemas.panels import (
    AssessmentRow,
    AssessmentSummary,
    AssessmentView,
    CompositionView,
    ConflictView,
    CoverageView,
    MemberView,
    ShareView,
    StepView,
)
from backend.features.assessment.states import (
    ASSESSMENT_WORKFLOW,
    BEFORE_RELEASE,
    LIVING,
    PANEL_MEMBER_WORKFLOW,
    RELEASED,
    SCORE_SHEET_WORKFLOW,
    UNDER_WAY,
    AssessmentStatus,
    MemberStatus,
    SheetStatus,
)
from backend.features.assessment.trees import system_by_id, tree_of
from backend.features.experts import queries as experts
from backend.features.identity.models import Organisation, User
from backend.features.identity.queries import organisation_names
from backend.features.notifications.queries import history
from backend.kernel.schema import ActionView
from backend.kernel.uow import UnitOfWork
from evaluation import STANDARD_TREE, IndicatorTree

A = AssessmentStatus
ORDER = (A.PREPARING, A.DECLARING, A.SCORING, A.SCORED, A.REPORTING, A.ISSUED)


def members_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> list[PanelMember]:
    """Return all members a panel ever had."""
    return list(
        uow.session.exec(
            select(PanelMember)
            .where(col(PanelMember.assessment_id) == assessment_id)
            .order_by(col(PanelMember.category), col(PanelMember.created_at), col(PanelMember.id))
        ).all()
    )


def sheets_by_member(uow: UnitOfWork, assessment_id: uuid.UUID) -> dict[uuid.UUID, ScoreSheet]:
    """Return the score sheets of an assessment by member."""
    rows = uow.session.exec(
        select(ScoreSheet).where(col(ScoreSheet.assessment_id) == assessment_id)
    ).all()
    return {row.member_id: row for row in rows}


def scored_counts(uow: UnitOfWork, sheet_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return how many leaves of each sheet are done."""
    rows = uow.session.exec(
        select(Score.sheet_id, sa.func.count())
        .where(col(Score.sheet_id).in_(list(sheet_ids)), col(Score.done).is_(True))
        .group_by(col(Score.sheet_id))
    ).all()
    return {sheet: int(count) for sheet, count in rows}


def tree_of_assessment(uow: UnitOfWork, assessment: Assessment) -> IndicatorTree:
    """Return the tree that the assessment's weights belong to."""
    if assessment.weight_set_id is None:
        return STANDARD_TREE
    weight_set = uow.session.get_one(WeightSet, assessment.weight_set_id)
    return tree_of(system_by_id(uow, weight_set.system_id))


def living(members: Sequence[PanelMember]) -> list[PanelMember]:
    """Return the members who count."""
    return [member for member in members if member.status in LIVING]


def composition_of(members: Sequence[PanelMember]) -> Composition:
    """Judge the living members by the composition rule (clause 5.1.1.1)."""
    return check_composition((m.category, m.source_sector) for m in living(members))


def composition_view(found: Composition) -> CompositionView:
    """Return a composition for the screen."""
    return CompositionView(
        ok=found.ok,
        size=found.size,
        problems=list(found.problems),
        categories=[ShareView.model_validate(share) for share in found.categories],
        sectors=[ShareView.model_validate(share) for share in found.sectors],
    )


def uncovered(tree: IndicatorTree, members: Sequence[PanelMember]) -> list[str]:
    """Return the names of leaves that no living member judges."""
    judged = {leaf for member in living(members) for leaf in member.leaves}
    return [leaf.name for leaf in tree.leaves if leaf.code not in judged]


def start_blockers(
    uow: UnitOfWork,
    assessment: Assessment,
    members: Sequence[PanelMember],
    waiting: Found | None = None,
) -> list[str]:
    """Return why the assessment may not start (clauses 5.1.1.1, 6.2.1)."""
    blockers = list(composition_of(members).problems)
    found = open_conflicts(uow, assessment, members) if waiting is None else waiting
    blockers += conflict_blockers(uow, members, found)
    weight_set = (
        uow.session.get(WeightSet, assessment.weight_set_id) if assessment.weight_set_id else None
    )
    if weight_set is None or weight_set.approved_at is None:
        blockers.append("没有已批准的权重版本")
    missing = uncovered(tree_of_assessment(uow, assessment), members)
    if missing:
        blockers.append(f"没有专家评分的指标：{'、'.join(missing)}")
    if needs_check(uow, assessment):
        blockers.append("双盲评估尚未核对：请在“双盲核对”中查看命中的名称与附件并作出决定")
    return blockers + lead_blockers(uow, assessment.outcome_id)


def release_blockers(
    uow: UnitOfWork,
    assessment: Assessment,
    members: Sequence[PanelMember],
    waiting: Found | None = None,
) -> list[str]:
    """Return why the result may not be released."""
    blockers = ["评分已冻结"] if assessment.frozen_at is not None else []
    blockers += composition_of(members).problems
    found = open_conflicts(uow, assessment, members) if waiting is None else waiting
    blockers += conflict_blockers(uow, members, found)
    missing = uncovered(tree_of_assessment(uow, assessment), members)
    if missing:
        blockers.append(f"没有专家评分的指标：{'、'.join(missing)}")
    return blockers + meeting_blockers(uow, assessment, len(living(members)))


def assessment_row(uow: UnitOfWork, assessment: Assessment, holder: str) -> AssessmentRow:
    """Return one line; the panel's progress only to those who may inspect it."""
    row = AssessmentRow(
        id=assessment.id,
        number=assessment.number,
        outcome_id=assessment.outcome_id,
        outcome_title=assessment.outcome_title,
        holder_name=holder,
        round=assessment.round,
        status=assessment.status,
        status_label=ASSESSMENT_WORKFLOW.label(assessment.status),
        mode=assessment.mode,
        mode_label=MODE_LABELS[assessment.mode][0],
        blindness=assessment.blindness,
        blindness_label=BLINDNESS_LABELS[assessment.blindness][0],
        due_on=assessment.due_on,
        started_at=assessment.started_at,
        issued_at=assessment.issued_at,
        created_at=assessment.created_at,
        is_demo=assessment.is_demo,
    )
    if uow.allows("assessment.inspect", assessment):
        members = living(members_of(uow, assessment.id))
        sheets = sheets_by_member(uow, assessment.id)
        row.panel_size = len(members)
        row.signed = sum(1 for m in members if m.status is MemberStatus.DECLARED)
        row.submitted = sum(
            1 for m in members if m.id in sheets and sheets[m.id].status is SheetStatus.SUBMITTED
        )
    return row


def _row(uow: UnitOfWork, assessment: Assessment) -> AssessmentRow:
    names = organisation_names(uow, {assessment.holder_org_id})
    return assessment_row(uow, assessment, names[assessment.holder_org_id])


def assessment_summary(uow: UnitOfWork, assessment: Assessment) -> AssessmentSummary:
    """Return what the holder may know: steps and dates, no names, no counts."""
    at = {
        A.PREPARING: assessment.created_at,
        A.DECLARING: assessment.started_at,
        A.REPORTING: assessment.released_at,
        A.ISSUED: assessment.issued_at,
    }
    place = ORDER.index(assessment.status) if assessment.status in ORDER else -1
    inside = uow.allows("assessment.inspect", assessment)
    # every signature and every sheet moves the version: outside it says no more than the step
    settled = inside or assessment.status is A.ISSUED
    return AssessmentSummary(
        **_row(uow, assessment).model_dump(),
        version=assessment.version if settled else place + 1,
        steps=[
            StepView(
                code=status.value,
                label=ASSESSMENT_WORKFLOW.label(status),
                done=k < place or assessment.status is A.ISSUED,
                at=at.get(status),
            )
            for k, status in enumerate(ORDER)
        ],
        can_read_result=uow.allows("assessment.read_result", assessment),
        can_inspect=inside,
    )


def assessment_view(uow: UnitOfWork, assessment: Assessment) -> AssessmentView:
    """Return the assessment as its organisers see it."""
    members = members_of(uow, assessment.id)
    tree = tree_of_assessment(uow, assessment)
    raters = Counter(leaf for member in living(members) for leaf in member.leaves)
    lead = uow.session.get(User, assessment.lead_id) if assessment.lead_id else None
    weight_set = (
        uow.session.get(WeightSet, assessment.weight_set_id) if assessment.weight_set_id else None
    )
    rule = (
        uow.session.get(PassRuleVersion, assessment.pass_rule_id)
        if assessment.pass_rule_id
        else None
    )
    waiting = open_conflicts(uow, assessment, members)
    late = late_blockers(assessment, members)
    blockers = late if assessment.status is A.REPORTING else []
    if assessment.status is A.PREPARING:
        blockers = start_blockers(uow, assessment, members, waiting)
    elif assessment.status in BEFORE_RELEASE:
        blockers = release_blockers(uow, assessment, members, waiting)
    return AssessmentView(
        **_row(uow, assessment).model_dump(),
        version=assessment.version,
        blind_words=assessment.blind_words,
        scope=assessment.scope,
        lead_name=lead.name if lead else "",
        weight_set_id=assessment.weight_set_id,
        weight_set_label=f"{weight_set.title}（第 {weight_set.revision} 版）" if weight_set else "",
        pass_rule_label=pass_rule_label(rule) if rule else "",
        scale_id=assessment.scale_id,
        composition=composition_view(composition_of(members)),
        coverage=[
            CoverageView(
                code=leaf.code,
                name=leaf.name,
                dimension=tree.dimension_of(leaf.code).name,
                raters=raters[leaf.code],
            )
            for leaf in tree.leaves
        ],
        members=member_views(uow, assessment, members, waiting),
        blockers=blockers,
        released=assessment.status in RELEASED,
        can_reveal=uow.allows("assessment.reveal", assessment),
        history=history(uow, assessment.id, *(member.id for member in members)),
        # a result is annulled for a conflict found late, never because somebody dislikes it
        available_actions=[
            action
            for action in ASSESSMENT_WORKFLOW.available(uow, assessment)
            if late or action.action != "annul"
        ],
    )


def pass_rule_label(rule: PassRuleVersion) -> str:
    """Say the pass rule in one sentence (clause 6.3.1)."""
    return (
        f"第 {rule.revision} 版：总分不低于 {rule.total:g}，各维度不低于 {rule.dimension_floor:g}，"
        "伦理、权属、安全无一票否决"
    )


def _member_actions(
    uow: UnitOfWork, assessment: Assessment, member: PanelMember
) -> list[ActionView]:
    """Return what may be done to a seat; once scores are released only its end for a conflict."""
    if assessment.status not in UNDER_WAY:
        return []
    actions = PANEL_MEMBER_WORKFLOW.available(uow, member)
    if assessment.status is A.PREPARING:
        return [action for action in actions if action.action != "exclude"]
    if assessment.status in BEFORE_RELEASE:
        return actions
    return [action for action in actions if action.action == "exclude"]


def member_views(
    uow: UnitOfWork,
    assessment: Assessment,
    members: Sequence[PanelMember],
    waiting: Found,
) -> list[MemberView]:
    """Return the members with their progress; never a score."""
    names = dict(
        uow.session.exec(
            select(col(User.id), col(User.name)).where(
                col(User.id).in_({member.user_id for member in members})
            )
        ).all()
    )
    organisations = organisation_names(uow, {member.org_id for member in members})
    sheets = sheets_by_member(uow, assessment.id)
    counts = scored_counts(uow, [sheet.id for sheet in sheets.values()])
    views = []
    for member in members:
        sheet = sheets.get(member.id)
        views.append(
            MemberView(
                id=member.id,
                version=member.version,
                expert_id=member.expert_id,
                name=names[member.user_id],
                organisation_name=organisations[member.org_id],
                category=member.category,
                category_label=experts.category_label(member.category),
                source_sector=member.source_sector,
                source_sector_label=experts.sector_label(member.source_sector),
                status=member.status,
                status_label=PANEL_MEMBER_WORKFLOW.label(member.status),
                leaves=member.leaves,
                leaves_reason=member.leaves_reason,
                reasons=member.reasons,
                conflicts=[ConflictView.of(conflict) for conflict in member.conflicts],
                conflict_decision=member.conflict_decision,
                open_conflicts=[
                    ConflictView.of(conflict.as_dict()) for conflict in waiting.get(member.id, [])
                ],
                may_decide=member.id in waiting
                and not any(conflict.hard for conflict in waiting[member.id])
                and uow.allows("panel_member.decide", member),
                signed_at=member.signed_at,
                declaration_sha256=member.declaration_sha256,
                left_reason=member.left_reason,
                left_at=member.left_at,
                sheet_status=sheet.status if sheet else None,
                sheet_status_label=SCORE_SHEET_WORKFLOW.label(sheet.status) if sheet else "",
                sheet_version=sheet.version if sheet else None,
                scored=counts.get(sheet.id, 0) if sheet else 0,
                submitted_at=sheet.submitted_at if sheet else None,
                reminded_at=member.reminded_at,
                can_remove=assessment.status is A.PREPARING
                and uow.allows("panel_member.remove", member),
                can_return_sheet=sheet is not None
                and sheet.status is SheetStatus.SUBMITTED
                and assessment.status in BEFORE_RELEASE
                and uow.allows("score_sheet.return", sheet),
                available_actions=_member_actions(uow, assessment, member),
            )
        )
    return views


def holder_name(uow: UnitOfWork, assessment: Assessment) -> str:
    """Return the holder's name."""
    return uow.session.get_one(Organisation, assessment.holder_org_id).name
