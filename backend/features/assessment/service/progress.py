"""Automatic steps: when all have signed, when all have submitted."""

from backend.features.assessment.models import Assessment, ScoreSheet
from backend.features.assessment.proceedings_models import SnapshotCause
from backend.features.assessment.queries.panels import (
    composition_of,
    living,
    members_of,
    sheets_by_member,
)
from backend.features.assessment.service.snapshots import take_snapshot
from backend.features.assessment.states import (
    ASSESSMENT_WORKFLOW,
    AssessmentStatus,
    MemberStatus,
    SheetStatus,
)
from backend.kernel.policy import SYSTEM
from backend.kernel.uow import UnitOfWork

A = AssessmentStatus


def settle(uow: UnitOfWork, assessment: Assessment) -> None:
    """Move a running assessment to where its members stand (clause 6.2.1).

    Scoring opens when every member has signed and the panel is still well composed; it
    is complete when every sheet is submitted; a new or returned sheet opens it again.
    """
    if assessment.status not in {A.DECLARING, A.SCORING, A.SCORED}:
        return
    uow.session.flush()
    members = members_of(uow, assessment.id)
    sheets = sheets_by_member(uow, assessment.id)
    for member in living(members):
        if member.id not in sheets:
            sheets[member.id] = uow.add(
                ScoreSheet(assessment_id=assessment.id, member_id=member.id)
            )
    signed = all(member.status is MemberStatus.DECLARED for member in living(members))
    well_composed = composition_of(members).ok
    complete = (
        signed
        and well_composed
        and all(sheets[member.id].status is SheetStatus.SUBMITTED for member in living(members))
    )
    with uow.acting_as(SYSTEM):
        if assessment.status is A.DECLARING and signed and well_composed:
            ASSESSMENT_WORKFLOW.fire(uow, assessment, "open_scoring")
        if assessment.status is A.SCORING and complete:
            ASSESSMENT_WORKFLOW.fire(uow, assessment, "complete_scoring")
            take_snapshot(uow, assessment, SnapshotCause.COMPLETE)
        elif assessment.status is A.SCORED and not complete:
            ASSESSMENT_WORKFLOW.fire(uow, assessment, "resume_scoring")
