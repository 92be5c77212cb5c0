"""Endpoints: postings that everybody reads, objections to them."""

import uuid

from fastapi import APIRouter

from backend.features.agreements import queries, service
from backend.features.agreements.models import Publicity
from backend.features.agreements.schemas import (
    ObjectionInput,
    ObjectionView,
    PublicityView,
    ReasonedInput,
)
from backend.features.agreements.views import objection_view
from backend.kernel.schema import Page
from backend.web.context import CtxDep
from backend.web.limits import limited
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["publicity"])


@router.get("/publicity", responses=problems(422))
@requires("publicity.read")
def publicity_list(ctx: CtxDep, page: PageDep) -> Page[PublicityView]:
    """List the postings."""
    with ctx.reading() as uow:
        return queries.publicity_page(uow, page)


@router.get("/publicity/{publicity_id}", responses=problems(404))
@requires("publicity.read")
def publicity_read(publicity_id: uuid.UUID, ctx: CtxDep) -> PublicityView:
    """Return one posting."""
    with ctx.reading() as uow:
        posting = uow.get(Publicity, publicity_id, "publicity.read")
        return queries.publicity_view(uow, posting)


@router.post(
    "/publicity/{publicity_id}/objections",
    status_code=201,
    responses=problems(404, 409, 422, 429),
)
@requires("publicity.object")
def objections_create(publicity_id: uuid.UUID, data: ObjectionInput, ctx: CtxDep) -> PublicityView:
    """Object to a posting; no account is needed."""
    limited(ctx, "objection", 5, 3600)
    with ctx.unit_of_work() as uow:
        objection = service.object_to(uow, publicity_id, data)
        posting = uow.get(Publicity, objection.publicity_id, "publicity.read")
        return ctx.created(uow, queries.publicity_view(uow, posting))


@router.post("/objections/{objection_id}/dismiss", responses=problems(401, 403, 404, 409, 412, 428))
@requires("objection.dismiss")
def objections_dismiss(objection_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> ObjectionView:
    """Record that an objection is unfounded."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        objection = service.dismiss_objection(uow, objection_id, version, data.reason)
        uow.session.flush()
        return ctx.show(objection_view(uow, objection))


@router.post("/objections/{objection_id}/uphold", responses=problems(401, 403, 404, 409, 412, 428))
@requires("objection.uphold")
def objections_uphold(objection_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> ObjectionView:
    """Record that an objection is founded."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        objection = service.uphold_objection(uow, objection_id, version, data.reason)
        uow.session.flush()
        return ctx.show(objection_view(uow, objection))
