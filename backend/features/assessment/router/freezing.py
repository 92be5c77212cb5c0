"""Endpoints: freeze the scoring, let it go on, go back to a snapshot."""

import uuid

from fastapi import APIRouter

from backend.features.assessment.models import Assessment
from backend.features.assessment.queries.freezing import round_view
from backend.features.assessment.schemas.freezing import FreezeInput, ScoringRoundView
from backend.features.assessment.service import freezing as service
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _view(ctx: Ctx, uow: UnitOfWork, assessment: Assessment) -> ScoringRoundView:
    uow.session.flush()
    return ctx.show(round_view(uow, assessment))


@router.get("/assessments/{assessment_id}/snapshots", responses=problems(401, 403, 404))
@requires("assessment.inspect")
def assessments_snapshots(assessment_id: uuid.UUID, ctx: CtxDep) -> ScoringRoundView:
    """Return whether the scoring is frozen, and its snapshots."""
    with ctx.reading() as uow:
        return ctx.show(round_view(uow, uow.get(Assessment, assessment_id, "assessment.inspect")))


@router.post("/assessments/{assessment_id}/freeze", responses=CHANGES)
@requires("assessment.freeze")
def assessments_freeze(
    assessment_id: uuid.UUID, data: FreezeInput, ctx: CtxDep
) -> ScoringRoundView:
    """Stop the scoring."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _view(ctx, uow, service.freeze_round(uow, assessment_id, version, data.reason))


@router.post("/assessments/{assessment_id}/thaw", responses=CHANGES)
@requires("assessment.freeze")
def assessments_thaw(assessment_id: uuid.UUID, data: FreezeInput, ctx: CtxDep) -> ScoringRoundView:
    """Let the scoring go on."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _view(ctx, uow, service.thaw_round(uow, assessment_id, version, data.reason))


@router.post("/assessments/{assessment_id}/snapshots/{snapshot_id}/restore", responses=CHANGES)
@requires("assessment.restore")
def assessments_restore(
    assessment_id: uuid.UUID, snapshot_id: uuid.UUID, data: FreezeInput, ctx: CtxDep
) -> ScoringRoundView:
    """Put the sheets back to where they stood in a snapshot."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        assessment = service.restore_snapshot(uow, assessment_id, snapshot_id, version, data.reason)
        return _view(ctx, uow, assessment)
