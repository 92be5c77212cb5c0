"""Reads around the scoring: preliminary analysis, meeting, appeal (5.1.2.3.4, 5.1.2.3.5)."""

import math
import uuid
from datetime import date, timedelta

from sqlmodel import col, select

from backend.features.assessment.disclosure import NOTHING, withheld_of
from backend.features.assessment.labels import MODE_LABELS
from backend.features.assessment.models import (
    Assessment,
    AssessmentResult,
    PanelMember,
    ReviewMode,
)
from backend.features.assessment.proceedings_models import (
    APPEAL_WORKFLOW,
    AppealStatus,
    AssessmentAppeal,
    PreliminaryAnalysis,
    ReviewMeeting,
)
from backend.features.assessment.schemas.proceedings import (
    AppealView,
    AttendanceView,
    MeetingView,
    PreliminaryLeaf,
    PreliminaryView,
)
from backend.features.assessment.states import (
    BEFORE_RELEASE,
    LIVING,
    RELEASED,
    AssessmentStatus,
)
from backend.features.experts.queries import category_label
from backend.features.identity.models import User
from backend.kernel.clock import SHANGHAI
from backend.kernel.files import StoredFile
from backend.kernel.uow import UnitOfWork
from evaluation import IndicatorTree

APPEAL_DAYS = 15


def preliminary_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> PreliminaryAnalysis | None:
    """Return the preliminary analysis of an assessment."""
    return uow.session.exec(
        select(PreliminaryAnalysis).where(col(PreliminaryAnalysis.assessment_id) == assessment_id)
    ).first()


def meeting_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> ReviewMeeting | None:
    """Return the meeting of an assessment."""
    return uow.session.exec(
        select(ReviewMeeting).where(col(ReviewMeeting.assessment_id) == assessment_id)
    ).first()


def appeal_of(uow: UnitOfWork, assessment_id: uuid.UUID) -> AssessmentAppeal | None:
    """Return the appeal against an assessment."""
    return uow.session.exec(
        select(AssessmentAppeal).where(col(AssessmentAppeal.assessment_id) == assessment_id)
    ).first()


def _result(uow: UnitOfWork, assessment: Assessment) -> AssessmentResult | None:
    if assessment.status not in RELEASED:
        return None
    return uow.session.exec(
        select(AssessmentResult).where(col(AssessmentResult.assessment_id) == assessment.id)
    ).first()


def preliminary_view(
    uow: UnitOfWork, assessment: Assessment, tree: IndicatorTree
) -> PreliminaryView:
    """Return both analyses side by side; the experts' appear with the release only."""
    found, result = preliminary_of(uow, assessment.id), _result(uow, assessment)
    whole = result is None or uow.allows("assessment.read_sheets", assessment)
    hidden = NOTHING if whole or result is None else withheld_of(tree, result.payload)
    scores = found.scores if found else {}
    card = result.payload["card"] if result else {"leaves": [], "total": None}
    experts = {leaf["code"]: leaf for leaf in card["leaves"]}
    leaves = []
    for leaf in tree.leaves:
        mine = scores.get(leaf.code, {})
        theirs = None
        if leaf.code not in hidden.leaves:
            theirs = experts.get(leaf.code, {}).get("official")
        value = mine.get("value")
        leaves.append(
            PreliminaryLeaf(
                code=leaf.code,
                name=leaf.name,
                dimension=tree.dimension_of(leaf.code).name,
                preliminary=value,
                note=mine.get("note", ""),
                expert=theirs,
                difference=None if value is None or theirs is None else theirs - value,
                withheld=leaf.code in hidden.leaves,
            )
        )
    total = None
    if result and all(leaf.code in scores for leaf in tree.leaves):
        total = math.fsum(experts[c]["weight"] * scores[c]["value"] for c in tree.leaf_codes)
    return PreliminaryView(
        version=found.version if found else 0,
        leaves=leaves,
        summary=found.summary if found else "",
        preliminary_total=total,
        expert_total=card["total"],
        written_by_name=found.written_by_name if found else "",
        written_at=found.written_at if found else None,
        editable=assessment.status in BEFORE_RELEASE
        and uow.allows("assessment.update", assessment),
    )


def quorum_of(panel: int) -> int:
    """Return how many members must come: two thirds, rounded up."""
    return -(-2 * panel // 3)


def meeting_blockers(uow: UnitOfWork, assessment: Assessment, panel: int) -> list[str]:
    """Return what a review by meeting lacks before its result may be released."""
    if assessment.mode is not ReviewMode.MEETING:
        return []
    meeting = meeting_of(uow, assessment.id)
    if meeting is None:
        return ["会议评审尚未记录会议时间与出席情况"]
    blockers = []
    if meeting.minutes_file_id is None:
        blockers.append("会议评审缺少会议纪要文件")
    if len(meeting.present) < quorum_of(panel):
        blockers.append(
            f"出席专家 {len(meeting.present)} 名，不足三分之二（{quorum_of(panel)} 名）"
        )
    return blockers


def meeting_view(uow: UnitOfWork, assessment: Assessment) -> MeetingView:
    """Return the meeting; the holder learns the day and how many, not who."""
    meeting = meeting_of(uow, assessment.id)
    rows = uow.session.exec(
        select(PanelMember, col(User.name))
        .join(User, col(User.id) == col(PanelMember.user_id))
        .where(col(PanelMember.assessment_id) == assessment.id, col(PanelMember.status).in_(LIVING))
        .order_by(col(PanelMember.created_at), col(PanelMember.id))
    ).all()
    inside = uow.allows("assessment.inspect", assessment)
    present = set(meeting.present) if meeting else set()
    stored = (
        uow.session.get(StoredFile, meeting.minutes_file_id)
        if meeting and meeting.minutes_file_id
        else None
    )
    return MeetingView(
        version=meeting.version if meeting else 0,
        mode=assessment.mode,
        mode_label=MODE_LABELS[assessment.mode][0],
        held_at=meeting.held_at if meeting and inside else None,
        held_on=meeting.held_at.astimezone(SHANGHAI).date() if meeting else None,
        place=meeting.place if meeting and inside else "",
        chair=meeting.chair if meeting and inside else "",
        summary=meeting.summary if meeting and inside else "",
        panel=len(rows),
        present=len(present),
        quorum=quorum_of(len(rows)),
        attendance=[
            AttendanceView(
                member_id=member.id,
                name=name,
                category_label=category_label(member.category),
                present=str(member.id) in present,
            )
            for member, name in rows
        ]
        if inside
        else [],
        minutes_file_id=stored.id if stored and inside else None,
        minutes_name=stored.name if stored and inside else "",
        blockers=meeting_blockers(uow, assessment, len(rows)) if inside else [],
        editable=assessment.status in BEFORE_RELEASE
        and assessment.mode is ReviewMode.MEETING
        and uow.allows("assessment.update", assessment),
    )


def appeal_until(assessment: Assessment) -> date | None:
    """Return the last day for an appeal."""
    if assessment.issued_at is None:
        return None
    return assessment.issued_at.astimezone(SHANGHAI).date() + timedelta(days=APPEAL_DAYS)


def appeal_view(uow: UnitOfWork, assessment: Assessment) -> AppealView:
    """Return the appeal, or whether one can be filed."""
    appeal = appeal_of(uow, assessment.id)
    until = appeal_until(assessment)
    today = uow.now().astimezone(SHANGHAI).date()
    status = appeal.status if appeal else AppealStatus.DRAFT
    return AppealView(
        id=appeal.id if appeal else None,
        version=appeal.version if appeal else None,
        assessment_id=assessment.id,
        status=status,
        status_label=APPEAL_WORKFLOW.label(status),
        until=until,
        can_appeal=appeal is None
        and assessment.status is AssessmentStatus.ISSUED
        and until is not None
        and today <= until
        and uow.allows("assessment.appeal", assessment),
        grounds=appeal.grounds if appeal else "",
        filed_by_name=appeal.filed_by_name if appeal else "",
        filed_at=appeal.filed_at if appeal else None,
        decision=appeal.decision if appeal else "",
        decided_at=appeal.decided_at if appeal else None,
        available_actions=APPEAL_WORKFLOW.available(uow, appeal) if appeal else [],
    )


def sat_before(uow: UnitOfWork, assessment: Assessment, expert_id: uuid.UUID) -> bool:
    """Whether an expert sat on the panel whose report was appealed against with success."""
    if assessment.previous_id is None:
        return False
    appeal = appeal_of(uow, assessment.previous_id)
    if appeal is None or appeal.status is not AppealStatus.UPHELD:
        return False
    seat = uow.session.exec(
        select(PanelMember.id).where(
            col(PanelMember.assessment_id) == assessment.previous_id,
            col(PanelMember.expert_id) == expert_id,
        )
    ).first()
    return seat is not None


def proceedings_sentences(
    uow: UnitOfWork, assessment: Assessment, tree: IndicatorTree
) -> list[str]:
    """Say in the report how the review was held and what the preliminary analysis gave."""
    lines = []
    if assessment.mode is ReviewMode.MEETING:
        meeting = meeting_of(uow, assessment.id)
        if meeting is not None:
            day = meeting.held_at.astimezone(SHANGHAI)
            lines.append(
                f"评审方式为会议评审：{day.year}年{day.month}月{day.day}日，"
                f"出席专家 {len(meeting.present)} 名，会议纪要存档。"
            )
    else:
        lines.append("评审方式为函审：专家独立评分，互不可见。")
    view = preliminary_view(uow, assessment, tree)
    if view.preliminary_total is not None and view.expert_total is not None:
        lines.append(
            f"初步评价总分 {view.preliminary_total:.1f}，专家评价总分 {view.expert_total:.1f}，"
            f"相差 {view.expert_total - view.preliminary_total:+.1f}；正式结果以专家评价为准。"
        )
    return lines
