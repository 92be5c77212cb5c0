"""Endpoints of the holder's request to keep experts away."""

import uuid

from fastapi import APIRouter

from backend.features.assessment.queries.avoiding import avoid_view
from backend.features.assessment.schemas.avoiding import AvoidInput, AvoidView
from backend.features.assessment.service.avoiding import ask_to_avoid
from backend.features.outcomes.models import Outcome
from backend.web.context import CtxDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])


@router.get("/outcomes/{outcome_id}/avoided-experts", responses=problems(401, 403, 404))
@requires("avoid_request.read")
def outcomes_avoided(outcome_id: uuid.UUID, ctx: CtxDep) -> AvoidView:
    """Return whom the holder asks to keep away."""
    with ctx.reading() as uow:
        return ctx.show(avoid_view(uow, uow.get(Outcome, outcome_id, "avoid_request.read")))


@router.put(
    "/outcomes/{outcome_id}/avoided-experts",
    responses=problems(401, 403, 404, 409, 412, 422, 428),
)
@requires("avoid_request.file")
def outcomes_avoid(outcome_id: uuid.UUID, data: AvoidInput, ctx: CtxDep) -> AvoidView:
    """Ask that named experts do not judge."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = ask_to_avoid(uow, outcome_id, version, data)
        uow.session.flush()
        return ctx.show(avoid_view(uow, outcome))
