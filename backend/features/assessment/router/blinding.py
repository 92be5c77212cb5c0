"""Endpoints of the double-blind check."""

import uuid

from fastapi import APIRouter

from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.blinding import blind_check_view
from backend.features.assessment.schemas.blinding import BlindCheckInput, BlindCheckView
from backend.features.assessment.service.blinding import decide_blinding
from backend.web.context import CtxDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])


@router.get("/assessments/{assessment_id}/blinding", responses=problems(401, 403, 404))
@requires("assessment.inspect")
def assessments_blinding(assessment_id: uuid.UUID, ctx: CtxDep) -> BlindCheckView:
    """Return the applicant's names in the material, with file and place."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.inspect")
        return ctx.show(blind_check_view(uow, assessment))


@router.put(
    "/assessments/{assessment_id}/blinding",
    responses=problems(401, 403, 404, 409, 412, 422, 428),
)
@requires("assessment.update")
def assessments_decide_blinding(
    assessment_id: uuid.UUID, data: BlindCheckInput, ctx: CtxDep
) -> BlindCheckView:
    """Decide which files the panel gets, with a reason."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = decide_blinding(uow, assessment_id, version, data)
        uow.session.flush()
        return ctx.show(blind_check_view(uow, assessment))
