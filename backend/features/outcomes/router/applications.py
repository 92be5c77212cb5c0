"""Endpoints: the application form, handing in, taking back (6.1.1)."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.outcomes import queries, service
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.schemas import (
    OutcomeAssignInput,
    OutcomeCreateInput,
    OutcomeDecisionInput,
    OutcomeDraftInput,
)
from backend.features.outcomes.states import OutcomeStatus
from backend.features.outcomes.views import DuplicatesView, OutcomeRow, OutcomeView
from backend.features.taxonomy.queries import OutcomeKind, TechField
from backend.kernel.schema import Page
from backend.kernel.text import SearchText
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["outcomes"])
CHANGE = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/outcomes", responses=problems(401, 403, 422))
@requires("outcome.list")
def outcomes_list(
    ctx: CtxDep,
    page: PageDep,
    *,
    q: Annotated[SearchText, Query()] = "",
    status: Annotated[list[OutcomeStatus] | None, Query(max_length=12)] = None,
    kind: OutcomeKind | None = None,
    tech_field: TechField | None = None,
    imported: bool | None = None,
) -> Page[OutcomeRow]:
    """List outcomes that I may see."""
    with ctx.reading() as uow:
        uow.require("outcome.list")
        return queries.outcome_page(
            uow, page, q=q, status=status, kind=kind, tech_field=tech_field, imported=imported
        )


@router.post("/outcomes", status_code=201, responses=problems(401, 403, 422))
@requires("outcome.create")
def outcomes_create(data: OutcomeCreateInput, ctx: CtxDep) -> OutcomeView:
    """Begin an application."""
    with ctx.unit_of_work() as uow:
        outcome = service.create(uow, data)
        return ctx.created(uow, queries.outcome_view(uow, outcome))


@router.get("/outcomes/{outcome_id}", responses=problems(401, 404))
@requires("outcome.read")
def outcomes_read(outcome_id: uuid.UUID, ctx: CtxDep) -> OutcomeView:
    """Return one outcome."""
    with ctx.reading() as uow:
        outcome = uow.get(Outcome, outcome_id, "outcome.read")
        return ctx.show(queries.outcome_view(uow, outcome))


@router.put("/outcomes/{outcome_id}", responses=CHANGE)
@requires("outcome.update")
def outcomes_save(outcome_id: uuid.UUID, data: OutcomeDraftInput, ctx: CtxDep) -> OutcomeView:
    """Save the form, whole or in part."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.save(uow, outcome_id, data, version)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))


@router.get("/outcomes/{outcome_id}/duplicates", responses=problems(401, 404))
@requires("outcome.read")
def outcomes_duplicates(outcome_id: uuid.UUID, ctx: CtxDep) -> DuplicatesView:
    """Return outcomes that are much like this one."""
    with ctx.reading() as uow:
        outcome = uow.get(Outcome, outcome_id, "outcome.read")
        return queries.duplicates(uow, outcome)


@router.post("/outcomes/{outcome_id}/submit", responses=CHANGE)
@requires("outcome.submit")
def outcomes_submit(outcome_id: uuid.UUID, ctx: CtxDep) -> OutcomeView:
    """Hand an application in."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.submit(uow, outcome_id, version)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))


@router.post("/outcomes/{outcome_id}/withdraw", responses=CHANGE)
@requires("outcome.withdraw")
def outcomes_withdraw(
    outcome_id: uuid.UUID, data: OutcomeDecisionInput, ctx: CtxDep
) -> OutcomeView:
    """Take an application back."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.withdraw(uow, outcome_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))


@router.post("/outcomes/{outcome_id}/assign", responses=CHANGE)
@requires("outcome.assign")
def outcomes_assign(outcome_id: uuid.UUID, data: OutcomeAssignInput, ctx: CtxDep) -> OutcomeView:
    """Hand an imported draft to the organisation that holds it."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        outcome = service.assign(uow, outcome_id, data.org_id, version)
        uow.session.flush()
        return ctx.show(queries.outcome_view(uow, outcome))
