"""Endpoints of needs: the public hall, the form, the review."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.demands import queries, service
from backend.features.demands.models import Demand
from backend.features.demands.schemas import (
    DemandDecisionInput,
    DemandHit,
    DemandInput,
    DemandRow,
    DemandView,
)
from backend.features.demands.states import DemandStatus
from backend.kernel import finding
from backend.kernel.finding import FacetValue, FoundPage, SearchWords
from backend.kernel.schema import Page
from backend.kernel.search import DocKind, Facet, Sort
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["demands"])
Values = Annotated[list[FacetValue], Query(max_length=50)]
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


@router.get("/demands", responses=problems(422))
@requires("demand.search")
def demands_search(
    ctx: CtxDep,
    q: SearchWords = "",
    type: Values = [],  # noqa: B006 - FastAPI copies the default
    field: Values = [],  # noqa: B006
    scene: Values = [],  # noqa: B006
    mode: Values = [],  # noqa: B006
    sort: Sort = "relevance",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> FoundPage[DemandHit]:
    """Search the public hall of needs."""
    chosen = {Facet.TYPE: type, Facet.FIELD: field, Facet.SCENE: scene, Facet.MODE: mode}
    query = finding.Query(DocKind.DEMAND, q, chosen, queries.FACETS, sort, page, size)
    with ctx.reading() as uow:
        return queries.search(uow, query)


@router.get("/demands/desk", responses=problems(401, 403, 422))
@requires("demand.list")
def demands_desk(
    ctx: CtxDep, page: PageDep, q: SearchWords = "", status: DemandStatus | None = None
) -> Page[DemandRow]:
    """List my organisation's needs, or for staff those handed in."""
    with ctx.reading() as uow:
        uow.require("demand.list")
        return queries.desk_page(uow, page, q, status)


@router.post("/demands", status_code=201, responses=problems(401, 403, 422))
@requires("demand.create")
def demands_create(data: DemandInput, ctx: CtxDep) -> DemandView:
    """Begin a need."""
    with ctx.unit_of_work() as uow:
        demand = service.create_demand(uow, data)
        uow.session.flush()
        return ctx.created(uow, queries.demand_view(uow, demand))


@router.get("/demands/{demand_id}", responses=problems(404))
@requires("demand.search")
def demands_read(demand_id: uuid.UUID, ctx: CtxDep) -> DemandView:
    """Show one need."""
    with ctx.reading() as uow:
        demand = uow.get(Demand, demand_id, "demand.read")
        return ctx.show(queries.demand_view(uow, demand))


@router.put("/demands/{demand_id}", responses=CHANGES)
@requires("demand.update")
def demands_update(demand_id: uuid.UUID, data: DemandInput, ctx: CtxDep) -> DemandView:
    """Save the form."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        demand = service.update_demand(uow, demand_id, version, data)
        uow.session.flush()
        return ctx.show(queries.demand_view(uow, demand))


@router.post("/demands/{demand_id}/submit", responses=CHANGES)
@requires("demand.submit")
def demands_submit(demand_id: uuid.UUID, ctx: CtxDep) -> DemandView:
    """Hand a need in."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        demand = service.submit_demand(uow, demand_id, version)
        uow.session.flush()
        return ctx.show(queries.demand_view(uow, demand))


@router.post("/demands/{demand_id}/return", responses=CHANGES)
@requires("demand.return")
def demands_return(demand_id: uuid.UUID, data: DemandDecisionInput, ctx: CtxDep) -> DemandView:
    """Ask for more."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        demand = service.return_demand(uow, demand_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.demand_view(uow, demand))


@router.post("/demands/{demand_id}/publish", responses=CHANGES)
@requires("demand.publish")
def demands_publish(demand_id: uuid.UUID, ctx: CtxDep) -> DemandView:
    """Accept a need and publish it."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        demand = service.publish_demand(uow, demand_id, version)
        uow.session.flush()
        return ctx.show(queries.demand_view(uow, demand))


@router.post("/demands/{demand_id}/withdraw", responses=CHANGES)
@requires("demand.withdraw")
def demands_withdraw(demand_id: uuid.UUID, data: DemandDecisionInput, ctx: CtxDep) -> DemandView:
    """Take a need back."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        demand = service.withdraw_demand(uow, demand_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.demand_view(uow, demand))


@router.post("/demands/{demand_id}/close", responses=CHANGES)
@requires("demand.close")
def demands_close(demand_id: uuid.UUID, data: DemandDecisionInput, ctx: CtxDep) -> DemandView:
    """Close a need."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        demand = service.close_demand(uow, demand_id, version, data.reason)
        uow.session.flush()
        return ctx.show(queries.demand_view(uow, demand))
