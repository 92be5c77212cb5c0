"""Commands around the scoring: preliminary analysis, meeting, appeal (5.1.2.3.4, 5.1.2.3.5)."""

import uuid

from backend.features.assessment.models import Assessment, ReviewMode
from backend.features.assessment.proceedings_events import MeetingRecorded, PreliminaryWritten
from backend.features.assessment.proceedings_models import (
    APPEAL_WORKFLOW,
    AssessmentAppeal,
    PreliminaryAnalysis,
    ReviewMeeting,
)
from backend.features.assessment.queries.panels import living, members_of, tree_of_assessment
from backend.features.assessment.queries.proceedings import (
    APPEAL_DAYS,
    appeal_of,
    appeal_until,
    meeting_of,
    preliminary_of,
)
from backend.features.assessment.schemas.proceedings import (
    AppealInput,
    MeetingInput,
    PreliminaryInput,
)
from backend.features.assessment.states import BEFORE_RELEASE, AssessmentStatus
from backend.features.outcomes import service as outcomes
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, Invalid, NotFound, Stale
from backend.kernel.files import StoredFile
from backend.kernel.filing import CONFIDENTIAL, Upload, store_upload
from backend.kernel.records import Record
from backend.kernel.uow import UnitOfWork


def _before_release(uow: UnitOfWork, assessment_id: uuid.UUID) -> Assessment:
    assessment = uow.get(Assessment, assessment_id, "assessment.update")
    if assessment.status not in BEFORE_RELEASE:
        raise Conflict("评分结果已发布，不能再修改。")
    return assessment


def _unchanged(row: Record | None, expected_version: int) -> None:
    """Compare with the row's own version: the assessment moves with every signature of a member.

    Raises
    ------
    Stale
        Somebody else wrote in between; what is not there yet has version 0.
    """
    current = row.version if row else 0
    if current != expected_version:
        raise Stale("内容已被他人修改，请刷新后再试。", current_version=current)


def write_preliminary(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: PreliminaryInput
) -> Assessment:
    """Keep the organisers' own analysis; experts do not see it while they score."""
    assessment = _before_release(uow, assessment_id)
    tree = tree_of_assessment(uow, assessment)
    codes = [score.leaf for score in data.scores]
    for k, code in enumerate(codes):
        if code not in tree.leaf_codes or code in codes[:k]:
            raise Invalid.field(f"/scores/{k}/leaf", "指标体系没有这个叶指标，或重复。")
    found = preliminary_of(uow, assessment.id)
    _unchanged(found, expected_version)
    if found is None:
        found = uow.add(PreliminaryAnalysis(assessment_id=assessment.id, written_at=uow.now()))
    found.scores = {s.leaf: {"value": s.value, "note": s.note} for s in data.scores}
    found.summary = data.summary
    found.written_by_name, found.written_at = uow.actor.name, uow.now()
    uow.record(PreliminaryWritten(aggregate_id=assessment.id))
    return assessment


def record_meeting(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: MeetingInput
) -> Assessment:
    """Record date and attendance of a review by meeting.

    Raises
    ------
    Conflict
        The review is by letter.
    Invalid
        Somebody present who does not sit on the panel, or a date to come.
    """
    assessment = _before_release(uow, assessment_id)
    if assessment.mode is not ReviewMode.MEETING:
        raise Conflict("本次评估为函审，没有评审会议。")
    if data.held_at > uow.now():
        raise Invalid.field("/held_at", "会议时间不能晚于现在，请在会后记录。")
    seats = {member.id for member in living(members_of(uow, assessment.id))}
    for k, member_id in enumerate(data.present):
        if member_id not in seats or member_id in data.present[:k]:
            raise Invalid.field(f"/present/{k}", "不是本次评估的专家，或重复。")
    meeting = meeting_of(uow, assessment.id)
    _unchanged(meeting, expected_version)
    if meeting is None:
        meeting = uow.add(ReviewMeeting(assessment_id=assessment.id, held_at=data.held_at))
    meeting.held_at, meeting.place, meeting.chair = data.held_at, data.place, data.chair
    meeting.present = [str(member_id) for member_id in data.present]
    meeting.summary = data.summary
    uow.record(MeetingRecorded(aggregate_id=assessment.id))
    return assessment


def attach_minutes(uow: UnitOfWork, assessment_id: uuid.UUID, file: Upload) -> Assessment:
    """File the minutes; they name people and are therefore confidential.

    Raises
    ------
    Conflict
        No meeting is recorded.
    """
    assessment = _before_release(uow, assessment_id)
    meeting = meeting_of(uow, assessment.id)
    if meeting is None:
        raise Conflict("请先记录会议时间与出席情况。")
    if meeting.minutes_file_id is not None:
        current = uow.session.get_one(StoredFile, meeting.minutes_file_id)
        if current.sha256 == file.sha256:
            raise Conflict("该文件已经上传。")
    stored = store_upload(
        uow,
        path=file.path,
        name=file.name,
        declared=file.media_type,
        subject_type="review_meeting",
        subject_id=meeting.id,
        kind="minutes",
        org_id=None,
        label=CONFIDENTIAL,
    )
    meeting.minutes_file_id = stored.id
    uow.record(MeetingRecorded(aggregate_id=assessment.id))
    return assessment


def minutes_file(uow: UnitOfWork, assessment_id: uuid.UUID) -> StoredFile:
    """Return the minutes to those who may inspect the panel; the reading is recorded.

    Raises
    ------
    NotFound
        There are none.
    """
    assessment = uow.get(Assessment, assessment_id, "assessment.inspect")
    meeting = meeting_of(uow, assessment.id)
    if meeting is None or meeting.minutes_file_id is None:
        raise NotFound("没有会议纪要。")
    stored = uow.session.get_one(StoredFile, meeting.minutes_file_id)
    uow.note("file.read", "assessment", assessment.id, file_id=stored.id, name=stored.name)
    return stored


def file_appeal(
    uow: UnitOfWork, assessment_id: uuid.UUID, expected_version: int, data: AppealInput
) -> Assessment:
    """Appeal against an issued report: once, within the term.

    Raises
    ------
    Conflict
        It was appealed before, is not issued, or the term is over.
    """
    assessment = uow.get(
        Assessment, assessment_id, "assessment.appeal", expected_version=expected_version
    )
    until = appeal_until(assessment)
    if assessment.status is not AssessmentStatus.ISSUED or until is None:
        raise Conflict("评估报告出具后方可申诉。")
    if appeal_of(uow, assessment.id) is not None:
        raise Conflict("每次评估只能申诉一次。")
    if uow.now().astimezone(SHANGHAI).date() > until:
        raise Conflict(f"申诉期限为报告出具后 {APPEAL_DAYS} 天，已过。")
    appeal = uow.add(
        AssessmentAppeal(
            assessment_id=assessment.id,
            org_id=assessment.holder_org_id,
            grounds=data.grounds,
            filed_by_name=uow.actor.name,
            filed_at=uow.now(),
        )
    )
    APPEAL_WORKFLOW.fire(uow, appeal, "file", assessment_id=assessment.id)
    uow.touch(assessment)
    return assessment


def decide_appeal(
    uow: UnitOfWork, appeal_id: uuid.UUID, expected_version: int, action: str, reason: str
) -> Assessment:
    """Uphold (another panel assesses again) or dismiss; the decision is on record.

    Raises
    ------
    Conflict
        Upheld, but the outcome has gone on: it is published or contracted.
    """
    appeal = uow.get(
        AssessmentAppeal,
        appeal_id,
        f"assessment_appeal.{action}",
        expected_version=expected_version,
    )
    assessment = uow.session.get_one(Assessment, appeal.assessment_id)
    APPEAL_WORKFLOW.fire(uow, appeal, action, assessment_id=assessment.id, reason=reason)
    appeal.decision, appeal.decided_by_name = reason, uow.actor.name
    appeal.decided_at = uow.now()
    if action == "uphold":
        outcome = uow.session.get_one(Outcome, assessment.outcome_id)
        if outcome.status is OutcomeStatus.NOT_PASSED:
            outcomes.mark(uow, outcome.id, "reassess")
        elif outcome.status is OutcomeStatus.ASSESSING:
            outcomes.mark(uow, outcome.id, "cancel_assessment")
        else:
            raise Conflict("成果已发布或已结束，不能再重新评估。")
    return assessment
