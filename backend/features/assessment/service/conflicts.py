"""Commands on conflicts that appear after the nomination (clauses 5.1.1.1, 6.2.1).

Conflicts are computed at the nomination, the signature, every opening and every score. What
excludes ends a signed seat at once: the score is annulled and kept, the panel asks for a
replacement. What is only a hint pauses the seat until staff have judged it.
"""

import uuid
from collections.abc import Sequence

from sqlmodel import col, select

from backend.features.assessment.conflict_rules import Conflict as Finding
from backend.features.assessment.conflicts import conflicts_of, to_expert, to_staff, undecided
from backend.features.assessment.events import ConflictDecided, ConflictFound
from backend.features.assessment.models import Assessment, Blindness, PanelMember
from backend.features.assessment.queries.conflicts import conflicts_now, late_blockers
from backend.features.assessment.queries.panels import living, members_of
from backend.features.assessment.queries.tasks import sheet_of
from backend.features.assessment.schemas.panels import ConflictDecisionInput
from backend.features.assessment.service.progress import settle
from backend.features.assessment.states import (
    ASSESSMENT_WORKFLOW,
    LIVING,
    PANEL_MEMBER_WORKFLOW,
    SCORE_SHEET_WORKFLOW,
    UNDER_WAY,
    AssessmentStatus,
    MemberStatus,
    SheetStatus,
)
from backend.features.experts import service as expert_base
from backend.features.experts.models import EngagementEnd
from backend.features.outcomes import service as outcomes
from backend.features.service_desk import service as desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.errors import Conflict, Denied
from backend.kernel.uow import UnitOfWork

REASON_LENGTH = 2000


class ConflictAtSeat(Denied):
    """A conflict keeps a member from what the seat opens; `settle_seat` acts on it."""


class ConflictAtSignature(Conflict):
    """A conflict keeps a member from signing; `settle_seat` acts on it."""


CONFLICTS = (ConflictAtSeat, ConflictAtSignature)


def _told(assessment: Assessment, found: Sequence[Finding]) -> str:
    """Say to a member what was found; double-blind: not with whom, which would be the answer."""
    if assessment.blindness is Blindness.DOUBLE:
        return "平台按登记信息核对所得（双盲评估不显示单位与人员）"
    return to_expert(found)


def check_signature(uow: UnitOfWork, member: PanelMember, assessment: Assessment) -> None:
    """Refuse the signature of a member with a conflict.

    Raises
    ------
    ConflictAtSignature
        The platform sees a conflict that excludes, or one that staff have not judged.
    """
    hard, hints = _split(uow, member, assessment)
    if hard:
        raise ConflictAtSignature(f"存在应当回避的情形：{_told(assessment, hard)}。请申请回避。")
    if hints:
        raise ConflictAtSignature(
            f"出现待核实的关系：{_told(assessment, hints)}。"
            "平台服务人员核实后方可签署；如属实请申请回避。"
        )


def check_seat(uow: UnitOfWork, member: PanelMember, assessment: Assessment) -> None:
    """Let a member in only if nothing speaks against it at this moment.

    Raises
    ------
    ConflictAtSeat
        The platform sees a conflict that excludes, or one that staff have not judged.
    """
    hard, hints = _split(uow, member, assessment)
    running = assessment.status in UNDER_WAY
    if hard:
        what = "席位已终止，评分作废。" if running else "不能再查阅材料。"
        raise ConflictAtSeat(f"出现应当回避的情形：{_told(assessment, hard)}。{what}")
    if hints and running:
        raise ConflictAtSeat(
            f"出现待核实的关系：{_told(assessment, hints)}。"
            "平台服务人员核实后可继续；如属实请申请回避。"
        )


def _split(
    uow: UnitOfWork, member: PanelMember, assessment: Assessment
) -> tuple[list[Finding], list[Finding]]:
    found = conflicts_of(uow, member.expert_id, assessment.outcome_id)
    waiting = undecided(member, found)
    return [c for c in waiting if c.hard], [c for c in waiting if not c.hard]


def settle_seat(uow: UnitOfWork, member_id: uuid.UUID) -> None:
    """Act on what was found at one seat: end it, or put it before the staff."""
    # a page asks for several things at once: only one of its requests ends the seat
    member = uow.session.get_one(PanelMember, member_id, with_for_update=True)
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if member.status in LIVING and assessment.status in UNDER_WAY:
        _act(uow, assessment, member, conflicts_of(uow, member.expert_id, assessment.outcome_id))


def recheck_panels(uow: UnitOfWork, expert_id: uuid.UUID | None = None) -> None:
    """Compute the conflicts of all panels under way anew, or of one expert's seats."""
    seats = select(PanelMember.assessment_id).where(col(PanelMember.status).in_(LIVING))
    if expert_id is not None:
        seats = seats.where(col(PanelMember.expert_id) == expert_id)
    statement = (
        select(Assessment)
        .where(col(Assessment.status).in_(UNDER_WAY), col(Assessment.id).in_(seats))
        .order_by(col(Assessment.id))
    )
    for assessment in uow.session.exec(statement).all():
        members = [
            member
            for member in living(members_of(uow, assessment.id))
            if expert_id is None or member.expert_id == expert_id
        ]
        found = conflicts_now(uow, assessment, members)
        for member in members:
            _act(uow, assessment, member, found[member.id])


def _act(
    uow: UnitOfWork, assessment: Assessment, member: PanelMember, found: Sequence[Finding]
) -> None:
    waiting = undecided(member, found)
    hard = [c for c in waiting if c.hard]
    if hard and member.status is MemberStatus.DECLARED:
        _exclude(uow, assessment, member, to_staff(hard), hard)
        return
    pending = [c.as_dict() for c in waiting]
    if pending == member.pending:
        return
    new = [c.rule for c in waiting if c.as_dict() not in member.pending]
    member.pending = pending
    uow.touch(assessment)
    if new:
        uow.record(
            ConflictFound(
                aggregate_id=member.id, assessment_id=assessment.id, rules=tuple(sorted(set(new)))
            )
        )


def _exclude(
    uow: UnitOfWork,
    assessment: Assessment,
    member: PanelMember,
    reason: str,
    findings: Sequence[Finding] = (),
) -> None:
    reason = reason[:REASON_LENGTH]
    PANEL_MEMBER_WORKFLOW.fire(
        uow, member, "exclude",
        assessment_id=assessment.id, user_id=member.user_id, reason=reason,
    )  # fmt: skip
    member.left_reason, member.left_at = reason, uow.now()
    known = [item for item in member.conflicts if not item["hard"]]
    member.conflicts, member.pending = [*known, *(c.as_dict() for c in findings)], []
    sheet = sheet_of(uow, member.id)
    if sheet is not None and sheet.status is not SheetStatus.ANNULLED:
        SCORE_SHEET_WORKFLOW.fire(uow, sheet, "annul", assessment_id=assessment.id, reason=reason)
    expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.RECUSED)
    uow.touch(assessment)
    settle(uow, assessment)


def exclude_member(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, reason: str
) -> Assessment:
    """End the seat of an expert who should have recused: access ends, the score is annulled.

    Raises
    ------
    Conflict
        The assessment has not started (the expert is simply taken off) or is over.
    """
    member = uow.get(
        PanelMember, member_id, "panel_member.exclude", expected_version=expected_version
    )
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status is AssessmentStatus.PREPARING:
        raise Conflict("评估尚未启动，请直接移出该专家。")
    if assessment.status not in UNDER_WAY:
        raise Conflict("评估已结束，不能再终止席位；请按申诉或复评办理。")
    _exclude(uow, assessment, member, reason)
    return assessment


def decide_conflicts(
    uow: UnitOfWork, member_id: uuid.UUID, expected_version: int, data: ConflictDecisionInput
) -> Assessment:
    """Judge that a member may go on in spite of what was found, with the reason on record.

    Raises
    ------
    Conflict
        There is nothing to judge, or something excludes and cannot be judged away.
    """
    member = uow.get(
        PanelMember, member_id, "panel_member.decide", expected_version=expected_version
    )
    assessment = uow.session.get_one(Assessment, member.assessment_id)
    if assessment.status not in UNDER_WAY or member.status not in LIVING:
        raise Conflict("该席位已结束，无需核实。")
    found = conflicts_of(uow, member.expert_id, assessment.outcome_id)
    waiting = undecided(member, found)
    if hard := [c for c in waiting if c.hard]:
        raise Conflict(f"应当回避，不能以说明代替：{to_staff(hard)}。请终止其席位。")
    if not waiting:
        raise Conflict("没有待核实的关系，请刷新。")
    # each finding keeps the reason it was judged with; what has gone away stays on record
    judged = [c.as_dict() | {"decision": data.decision} for c in waiting]
    member.conflicts = [*member.conflicts, *judged]
    member.pending, member.conflict_decision = [], data.decision
    uow.touch(assessment)
    uow.record(
        ConflictDecided(aggregate_id=member.id, assessment_id=assessment.id, reason=data.decision)
    )
    return assessment


def annul_result(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, reason: str
) -> Assessment:
    """Annul a released result that rests on an annulled score; the outcome waits for another panel.

    Raises
    ------
    Conflict
        Nobody's seat ended for a conflict after the release.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.annul", expected_version=expected_version
    )
    members = members_of(uow, assessment.id)
    if not late_blockers(assessment, members):
        raise Conflict("没有在结果发布后终止席位的专家，结果不能作废。")
    ASSESSMENT_WORKFLOW.fire(
        uow, assessment, "annul", outcome_id=assessment.outcome_id, reason=reason
    )
    for member in living(members):
        expert_base.disengage(uow, member.expert_id, assessment.id, EngagementEnd.CANCELLED)
    outcomes.mark(uow, assessment.outcome_id, "cancel_assessment")
    desk.cancel(uow, assessment.outcome_id, RequestKind.ASSESSMENT, reason)
    return assessment
