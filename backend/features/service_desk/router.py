"""Endpoints of service requests."""

import uuid

from fastapi import APIRouter

from backend.features.service_desk import queries, service
from backend.features.service_desk.models import ServiceRequest
from backend.features.service_desk.schemas import RequestRow, RequestView
from backend.features.service_desk.states import RequestKind, RequestStatus
from backend.kernel.schema import Page
from backend.web.context import CtxDep
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["service_desk"])


@router.get("/service-requests", responses=problems(401, 403, 422))
@requires("service_request.list")
def service_requests_list(
    ctx: CtxDep,
    page: PageDep,
    *,
    kind: RequestKind | None = None,
    status: RequestStatus | None = None,
    overdue: bool = False,
) -> Page[RequestRow]:
    """List service requests."""
    with ctx.reading() as uow:
        uow.require("service_request.list")
        return queries.request_page(uow, page, kind=kind, status=status, overdue=overdue)


@router.get("/service-requests/{request_id}", responses=problems(401, 404))
@requires("service_request.read")
def service_requests_read(request_id: uuid.UUID, ctx: CtxDep) -> RequestView:
    """Return one service request."""
    with ctx.reading() as uow:
        request = uow.get(ServiceRequest, request_id, "service_request.read")
        return ctx.show(queries.request_view(uow, request))


@router.post(
    "/service-requests/{request_id}/acknowledge", responses=problems(401, 403, 404, 409, 412, 428)
)
@requires("service_request.acknowledge")
def service_requests_acknowledge(request_id: uuid.UUID, ctx: CtxDep) -> RequestView:
    """Take a request over."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        request = service.acknowledge(uow, request_id, version)
        uow.session.flush()
        return ctx.show(queries.request_view(uow, request))
