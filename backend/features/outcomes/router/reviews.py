"""Endpoints: the formal review (6.1.2)."""

import uuid

from fastapi import APIRouter

from backend.features.outcomes import queries, service
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.schemas import (
    FormalReviewInput,
    OutcomeAcceptInput,
    OutcomeDecisionInput,
    OutcomeReturnInput,
)
from backend.features.outcomes.views import FormalReviewView, OutcomeView
from backend.web.context import CtxDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["outcomes"])
CHANGE = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/outcomes/{outcome_id}/review", responses=problems(401, 403, 404))
@requires("outcome.review")
def outcome_review_read(outcome_id: uuid.UUID, ctx: CtxDep) -> FormalReviewView:
    """Return the formal review of the present round."""
    with ctx.reading() as uow:
        outcome = uow.get(Outcome, outcome_id, "outcome.review")
        return ctx.show(queries.review_view(uow, outcome))


@router.put("/outcomes/{outcome_id}/review", responses=CHANGE)
@requires("outcome.review")
def outcome_review_save(
    outcome_id: uuid.UUID, data: FormalReviewInput, ctx: CtxDep
) -> FormalReviewView:
    """Save the checklist."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.save_review(uow, outcome_id, data, version)
        uow.session.flush()
        return ctx.show(queries.review_view(uow, outcome))


@router.post("/outcomes/{outcome_id}/accept", responses=CHANGE)
@requires("outcome.accept")
def outcomes_accept(outcome_id: uuid.UUID, data: OutcomeAcceptInput, ctx: CtxDep) -> OutcomeView:
    """Accept an application."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.accept(uow, outcome_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))


@router.post("/outcomes/{outcome_id}/return", responses=CHANGE)
@requires("outcome.return")
def outcomes_return(outcome_id: uuid.UUID, data: OutcomeReturnInput, ctx: CtxDep) -> OutcomeView:
    """Return an application for correction."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.send_back(uow, outcome_id, version, data.reason, data.field_returns)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))


@router.post("/outcomes/{outcome_id}/refuse", responses=CHANGE)
@requires("outcome.refuse")
def outcomes_refuse(outcome_id: uuid.UUID, data: OutcomeDecisionInput, ctx: CtxDep) -> OutcomeView:
    """Refuse an application."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.refuse(uow, outcome_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))
