"""Endpoints of the expert base."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.experts import queries, service
from backend.features.experts.models import Expert, ExpertCategory, SourceSector
from backend.features.experts.schemas import (
    ExpertCreateInput,
    ExpertInput,
    ExpertReasonInput,
    ExpertRow,
    ExpertView,
    OwnExpertView,
    TieInput,
)
from backend.features.experts.states import ExpertStatus
from backend.kernel.schema import Page
from backend.kernel.text import SearchText
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["experts"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _shown(ctx: Ctx, uow: UnitOfWork, expert: Expert) -> ExpertView:
    uow.session.flush()
    return ctx.show(queries.expert_view(uow, expert))


@router.get("/experts", responses=problems(401, 403, 422))
@requires("expert.list")
def experts_list(
    ctx: CtxDep,
    page: PageDep,
    q: Annotated[SearchText, Query()] = "",
    category: ExpertCategory | None = None,
    sector: SourceSector | None = None,
    status: ExpertStatus | None = None,
    field: Annotated[SearchText, Query()] = "",
) -> Page[ExpertRow]:
    """List the expert base."""
    with ctx.reading() as uow:
        uow.require("expert.list")
        return queries.expert_page(
            uow, page, q=q, category=category, sector=sector, status=status, field=field
        )


@router.post("/experts", status_code=201, responses=problems(401, 403, 409, 422))
@requires("expert.create")
def experts_create(data: ExpertCreateInput, ctx: CtxDep) -> ExpertView:
    """Enter somebody as a candidate."""
    with ctx.unit_of_work() as uow:
        expert = service.propose_expert(uow, data)
        return ctx.created(uow, queries.expert_view(uow, expert))


@router.get("/experts/me", responses=problems(401, 403))
@requires("expert.apply")
def experts_me(ctx: CtxDep) -> OwnExpertView:
    """Return my own entry in the expert base."""
    with ctx.reading() as uow:
        uow.require("expert.apply")
        return queries.own_expert(uow)


@router.post("/experts/me", status_code=201, responses=problems(401, 403, 409, 422))
@requires("expert.apply")
def experts_apply(data: ExpertInput, ctx: CtxDep) -> ExpertView:
    """Enter myself as a candidate."""
    with ctx.unit_of_work() as uow:
        expert = service.apply(uow, data)
        return ctx.created(uow, queries.expert_view(uow, expert))


@router.get("/experts/{expert_id}", responses=problems(401, 404))
@requires("expert.read")
def experts_read(expert_id: uuid.UUID, ctx: CtxDep) -> ExpertView:
    """Return one expert."""
    with ctx.reading() as uow:
        return ctx.show(queries.expert_view(uow, uow.get(Expert, expert_id, "expert.read")))


@router.put("/experts/{expert_id}", responses=CHANGES)
@requires("expert.update")
def experts_update(expert_id: uuid.UUID, data: ExpertInput, ctx: CtxDep) -> ExpertView:
    """Change a profile."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.update_expert(uow, expert_id, version, data))


@router.post("/experts/{expert_id}/activate", responses=CHANGES)
@requires("expert.activate")
def experts_activate(expert_id: uuid.UUID, ctx: CtxDep) -> ExpertView:
    """Admit an expert."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.activate_expert(uow, expert_id, version))


@router.post("/experts/{expert_id}/suspend", responses=CHANGES)
@requires("expert.suspend")
def experts_suspend(expert_id: uuid.UUID, data: ExpertReasonInput, ctx: CtxDep) -> ExpertView:
    """Suspend an expert."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.suspend_expert(uow, expert_id, version, data.reason))


@router.post("/experts/{expert_id}/ties", responses=CHANGES)
@requires("expert.declare_tie")
def experts_declare_tie(expert_id: uuid.UUID, data: TieInput, ctx: CtxDep) -> ExpertView:
    """Put a relation to an organisation on record."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.declare_tie(uow, expert_id, version, data))


@router.post("/experts/{expert_id}/ties/{tie_id}/end", responses=CHANGES)
@requires("expert.declare_tie")
def experts_end_tie(expert_id: uuid.UUID, tie_id: uuid.UUID, ctx: CtxDep) -> ExpertView:
    """End a declared relation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.end_tie(uow, expert_id, tie_id, version))
