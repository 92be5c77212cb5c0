"""Endpoints: what stands beside a result, and the capsule that recomputes it."""

import uuid

from fastapi import APIRouter, Response

from backend.features.assessment.blinding import reader_veil
from backend.features.assessment.capsule import kept_capsule
from backend.features.assessment.models import Assessment
from backend.features.assessment.queries import reviews as queries
from backend.features.assessment.schemas.reviews import ReviewView
from backend.web.context import CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])


@router.get("/assessments/{assessment_id}/agreement", responses=problems(401, 403, 404))
@requires("assessment.read_result")
def assessments_agreement(assessment_id: uuid.UUID, ctx: CtxDep) -> ReviewView:
    """Return agreement, severity-corrected total and sensitivity beside the official total."""
    with ctx.reading() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_result")
        return reader_veil(uow, assessment).view(queries.review_view(uow, assessment))


@router.get(
    "/assessments/{assessment_id}/capsule",
    responses=FILE_RESPONSES | problems(401, 403, 404),
    response_class=Response,
)
@requires("assessment.read_archive")
def assessments_capsule(assessment_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the capsule from which the result can be recomputed anywhere."""
    with ctx.unit_of_work() as uow:
        assessment = uow.get(Assessment, assessment_id, "assessment.read_archive")
        content = kept_capsule(uow, assessment)
        uow.note("file.read", "assessment", assessment.id, name="capsule.json")
    name = f"评估胶囊-{assessment.number}.json"
    return bytes_response(content, name=name, media_type="application/json")
