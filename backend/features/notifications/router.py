"""Endpoints of inbox, to-do list and parked deliveries."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Response

from backend.features.notifications import queries, service
from backend.features.notifications.schemas import DeliveryView, InboxView, TodoList
from backend.kernel.schema import Page
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["notifications"])


@router.get("/me/todos", responses=problems(401))
@requires("todo.list")
def me_todos(ctx: CtxDep) -> TodoList:
    """Return what waits for me."""
    with ctx.reading() as uow:
        return queries.todos(uow)


@router.get("/me/inbox", responses=problems(401))
@requires("notice.list")
def me_inbox(ctx: CtxDep, page: PageDep) -> InboxView:
    """Return my messages."""
    with ctx.reading() as uow:
        return queries.inbox(uow, page)


@router.post("/me/inbox/read", status_code=204, responses=problems(401))
@requires("notice.read")
def me_inbox_read_all(ctx: CtxDep) -> Response:
    """Mark all my messages as read."""
    with ctx.unit_of_work() as uow:
        service.mark_read(uow, None)
    return Response(status_code=204)


@router.post("/me/inbox/{notice_id}/read", status_code=204, responses=problems(401, 404))
@requires("notice.read")
def me_inbox_read(notice_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Mark one of my messages as read."""
    with ctx.unit_of_work() as uow:
        service.mark_read(uow, notice_id)
    return Response(status_code=204)


@router.get("/deliveries", responses=problems(401, 403))
@requires("delivery.list")
def deliveries_list(ctx: CtxDep, page: PageDep, *, failing: bool = False) -> Page[DeliveryView]:
    """List events that could not be delivered."""
    with ctx.reading() as uow:
        uow.require("delivery.list")
        return queries.parked(uow, page, failing=failing)


@router.post(
    "/deliveries/{event_id}/{subscriber}/retry", status_code=204, responses=problems(401, 403, 404)
)
@requires("delivery.retry")
def deliveries_retry(
    event_id: uuid.UUID,
    subscriber: Annotated[str, Path(pattern=r"^[a-z_]{1,60}$")],
    ctx: CtxDep,
) -> Response:
    """Send a parked delivery on its way again."""
    with ctx.unit_of_work() as uow:
        service.retry(uow, event_id, subscriber)
    return Response(status_code=204)
