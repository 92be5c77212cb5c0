"""Endpoints around the scoring: preliminary analysis, meeting, appeal."""

import uuid

from fastapi import APIRouter, Response

from backend.features.assessment.blinding import reader_veil
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries import proceedings as queries
from backend.features.assessment.queries.panels import tree_of_assessment
from backend.features.assessment.schemas.proceedings import (
    AppealDecisionInput,
    AppealInput,
    AppealView,
    MeetingInput,
    MeetingView,
    PreliminaryInput,
    PreliminaryView,
)
from backend.features.assessment.service import proceedings as service
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.downloads import FILE_RESPONSES, file_response
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _meeting(ctx: Ctx, uow: UnitOfWork, assessment: Assessment) -> MeetingView:
    uow.session.flush()
    return ctx.show(queries.meeting_view(uow, assessment))


def _appeal(ctx: Ctx, uow: UnitOfWork, assessment: Assessment) -> AppealView:
    uow.session.flush()
    return ctx.show(queries.appeal_view(uow, assessment))


@router.get("/assessments/{assessment_id}/preliminary", responses=problems(401, 403, 404))
@requires("assessment.read_work")
def assessments_preliminary(assessment_id: uuid.UUID, ctx: CtxDep) -> PreliminaryView:
    """Return preliminary and expert analysis side by side."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_work")
        tree = tree_of_assessment(uow, assessment)
        view = queries.preliminary_view(uow, assessment, tree)
        return ctx.show(reader_veil(uow, assessment).view(view))


@router.put("/assessments/{assessment_id}/preliminary", responses=CHANGES)
@requires("assessment.update")
def assessments_write_preliminary(
    assessment_id: uuid.UUID, data: PreliminaryInput, ctx: CtxDep
) -> PreliminaryView:
    """Keep the preliminary analysis; If-Match carries its own version, 0 before the first."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = service.write_preliminary(uow, assessment_id, version, data)
        uow.session.flush()
        tree = tree_of_assessment(uow, assessment)
        return ctx.show(queries.preliminary_view(uow, assessment, tree))


@router.get("/assessments/{assessment_id}/meeting", responses=problems(401, 403, 404))
@requires("assessment.read_work")
def assessments_meeting(assessment_id: uuid.UUID, ctx: CtxDep) -> MeetingView:
    """Return the review meeting."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_work")
        view = queries.meeting_view(uow, assessment)
        return ctx.show(reader_veil(uow, assessment).view(view))


@router.put("/assessments/{assessment_id}/meeting", responses=CHANGES)
@requires("assessment.update")
def assessments_record_meeting(
    assessment_id: uuid.UUID, data: MeetingInput, ctx: CtxDep
) -> MeetingView:
    """Record date and attendance; If-Match carries the meeting's version, 0 before the first."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _meeting(ctx, uow, service.record_meeting(uow, assessment_id, version, data))


@router.post(
    "/assessments/{assessment_id}/meeting/attachments",
    status_code=201,
    responses=problems(401, 403, 404, 409, 413, 415, 422),
)
@requires("assessment.update")
def assessments_attach_minutes(
    assessment_id: uuid.UUID, ctx: CtxDep, file: UploadDep
) -> MeetingView:
    """File the minutes (raw body; its name in X-File-Name)."""
    with ctx.unit_of_work() as uow:
        return _meeting(ctx, uow, service.attach_minutes(uow, assessment_id, file))


@router.get(
    "/assessments/{assessment_id}/meeting/minutes",
    responses=FILE_RESPONSES | problems(401, 403, 404),
    response_class=Response,
)
@requires("assessment.inspect")
def assessments_minutes(assessment_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the minutes."""
    with ctx.unit_of_work() as uow:
        return file_response(ctx.house, service.minutes_file(uow, assessment_id))


@router.get("/assessments/{assessment_id}/appeal", responses=problems(401, 403, 404))
@requires("assessment.read_appeal")
def assessments_appeal(assessment_id: uuid.UUID, ctx: CtxDep) -> AppealView:
    """Return the appeal, or whether one can be filed."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_appeal")
        return ctx.show(queries.appeal_view(uow, assessment))


@router.post("/assessments/{assessment_id}/appeal", responses=CHANGES)
@requires("assessment.appeal")
def assessments_file_appeal(assessment_id: uuid.UUID, data: AppealInput, ctx: CtxDep) -> AppealView:
    """Appeal, once; If-Match carries the assessment's version."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _appeal(ctx, uow, service.file_appeal(uow, assessment_id, version, data))


@router.post("/assessment-appeals/{appeal_id}/uphold", responses=CHANGES)
@requires("assessment_appeal.uphold")
def assessment_appeals_uphold(
    appeal_id: uuid.UUID, data: AppealDecisionInput, ctx: CtxDep
) -> AppealView:
    """Uphold: another panel assesses again."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _appeal(
            ctx, uow, service.decide_appeal(uow, appeal_id, version, "uphold", data.reason)
        )


@router.post("/assessment-appeals/{appeal_id}/dismiss", responses=CHANGES)
@requires("assessment_appeal.dismiss")
def assessment_appeals_dismiss(
    appeal_id: uuid.UUID, data: AppealDecisionInput, ctx: CtxDep
) -> AppealView:
    """Dismiss: the result stands."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _appeal(
            ctx, uow, service.decide_appeal(uow, appeal_id, version, "dismiss", data.reason)
        )
