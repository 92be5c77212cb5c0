"""Endpoints: the pool of an institution and its classes (clause 5.1.2.3.8)."""

import uuid

from fastapi import APIRouter, Response

from backend.features.assessment.institution_states import PoolClass
from backend.features.assessment.queries import pool as pools
from backend.features.assessment.schemas.institution import (
    ClassifiedView,
    ClassifyInput,
    PoolBoard,
    PoolRow,
)
from backend.features.assessment.service.pool import classify
from backend.features.outcomes.states import OutcomeStatus
from backend.kernel.finding import SearchWords
from backend.kernel.schema import Page
from backend.web.context import CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["institution"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/institution-pool/board", responses=problems(401, 403, 404, 422))
@requires("pool_entry.list")
def institution_pool_board(ctx: CtxDep, org_id: uuid.UUID | None = None) -> PoolBoard:
    """Return an institution's pool in figures."""
    with ctx.reading() as uow:
        uow.require("pool_entry.list")
        return pools.pool_board(uow, pools.pool_org(uow, org_id))


@router.get("/institution-pool", responses=problems(401, 403, 404, 422))
@requires("pool_entry.list")
def institution_pool_list(
    ctx: CtxDep,
    page: PageDep,
    *,
    org_id: uuid.UUID | None = None,
    pool_class: PoolClass | None = None,
    unclassed: bool = False,
    status: OutcomeStatus | None = None,
    q: SearchWords = "",
) -> Page[PoolRow]:
    """List an institution's outcomes, of one class or of one state."""
    with ctx.reading() as uow:
        uow.require("pool_entry.list")
        chosen = pools.PoolFilter(pool_class, unclassed=unclassed, status=status, q=q)
        return pools.pool_page(uow, page, pools.pool_org(uow, org_id), chosen)


@router.get(
    "/institution-pool/export",
    responses=FILE_RESPONSES | problems(401, 403, 404, 422),
    response_class=Response,
)
@requires("pool_entry.list")
def institution_pool_export(
    ctx: CtxDep,
    *,
    org_id: uuid.UUID | None = None,
    pool_class: PoolClass | None = None,
    unclassed: bool = False,
    status: OutcomeStatus | None = None,
    q: SearchWords = "",
) -> Response:
    """Return the list as a workbook; the reading is recorded."""
    with ctx.unit_of_work() as uow:
        uow.require("pool_entry.list")
        organisation = pools.pool_org(uow, org_id)
        chosen = pools.PoolFilter(pool_class, unclassed=unclassed, status=status, q=q)
        content = pools.pool_workbook(uow, organisation, chosen)
        uow.note("pool.exported", "organisation", organisation.id)
        day = ctx.house.ports.calendar.local_date(uow.now())
        return bytes_response(
            content, name=f"{organisation.name}成果库-{day}.xlsx", media_type=XLSX
        )


@router.post("/institution-pool/classify", responses=problems(401, 403, 422))
@requires("pool_entry.classify")
def institution_pool_classify(data: ClassifyInput, ctx: CtxDep) -> ClassifiedView:
    """Class several outcomes at once, by result or by hand."""
    with ctx.unit_of_work() as uow:
        done, skipped = classify(uow, data)
        uow.session.flush()
        return ClassifiedView(
            classified=len(done), skipped=skipped, rows=pools.pool_rows(uow, done)
        )
