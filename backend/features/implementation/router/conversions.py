"""Endpoints: proofs and conversions."""

import uuid

from fastapi import APIRouter
from fastapi.responses import Response

from backend.features.implementation import queries, service
from backend.features.implementation.models import Conversion, Project
from backend.features.implementation.schemas import (
    ConversionInput,
    ConversionView,
    FileView,
    ReasonedInput,
)
from backend.features.implementation.views import (
    conversion_page,
    conversion_view,
    file_view,
)
from backend.kernel.errors import NotFound
from backend.kernel.files import StoredFile
from backend.kernel.schema import Page
from backend.web.context import CtxDep
from backend.web.downloads import file_response
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["implementation"])
CHANGE = problems(401, 403, 404, 409, 412, 422, 428)
UPLOAD = problems(401, 403, 404, 409, 413, 415, 422)


@router.post("/projects/{project_id}/attachments", status_code=201, responses=UPLOAD)
@requires("project.work")
def project_files_create(project_id: uuid.UUID, file: UploadDep, ctx: CtxDep) -> FileView:
    """File a proof."""
    with ctx.unit_of_work() as uow:
        stored = service.attach(uow, project_id, file.path, file.name, file.media_type)
        return ctx.created(uow, file_view(stored))


@router.get("/projects/{project_id}/files/{file_id}", responses=problems(401, 404))
@requires("project.read")
def project_files_read(project_id: uuid.UUID, file_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download a file of a project; the reading is noted."""
    with ctx.unit_of_work() as uow:
        project = uow.get(Project, project_id, "project.read")
        stored = queries.project_file(uow, project, file_id)
        uow.note("file.read", "project", project.id, name=stored.name, sha256=stored.sha256)
        return file_response(ctx.house, stored)


@router.post(
    "/projects/{project_id}/conversions",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422),
)
@requires("conversion.report")
def conversions_create(project_id: uuid.UUID, data: ConversionInput, ctx: CtxDep) -> ConversionView:
    """Report a conversion."""
    with ctx.unit_of_work() as uow:
        conversion = service.report_conversion(uow, project_id, data)
        return ctx.created(uow, conversion_view(uow, conversion))


@router.post("/outcomes/{outcome_id}/conversion/attachments", status_code=201, responses=UPLOAD)
@requires("conversion.declare")
def outcome_proofs_create(outcome_id: uuid.UUID, file: UploadDep, ctx: CtxDep) -> FileView:
    """File the proof of a conversion without an agreement."""
    with ctx.unit_of_work() as uow:
        stored = service.attach_proof(uow, outcome_id, file.path, file.name, file.media_type)
        return ctx.created(uow, file_view(stored))


@router.post(
    "/outcomes/{outcome_id}/conversions",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422),
)
@requires("conversion.declare")
def outcome_conversions_create(
    outcome_id: uuid.UUID, data: ConversionInput, ctx: CtxDep
) -> ConversionView:
    """Report that the holder converted the outcome itself."""
    with ctx.unit_of_work() as uow:
        conversion = service.declare(uow, outcome_id, data)
        return ctx.created(uow, conversion_view(uow, conversion))


@router.get("/conversions", responses=problems(401, 422))
@requires("conversion.list")
def conversions_list(ctx: CtxDep, page: PageDep) -> Page[ConversionView]:
    """List the reported conversions I may see, newest first."""
    with ctx.reading() as uow:
        return conversion_page(uow, page)


@router.get("/conversions/{conversion_id}", responses=problems(401, 404))
@requires("conversion.read")
def conversions_read(conversion_id: uuid.UUID, ctx: CtxDep) -> ConversionView:
    """Return one conversion."""
    with ctx.reading() as uow:
        row = uow.get(Conversion, conversion_id, "conversion.read")
        return ctx.show(conversion_view(uow, row))


@router.get("/conversions/{conversion_id}/proof", responses=problems(401, 404))
@requires("conversion.read")
def conversions_proof(conversion_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the proof of a conversion; the reading is noted."""
    with ctx.unit_of_work() as uow:
        row = uow.get(Conversion, conversion_id, "conversion.read")
        stored = uow.session.get(StoredFile, row.proof_file_id)
        if stored is None:
            raise NotFound("证明材料不存在。")
        uow.note("file.read", "conversion", row.id, name=stored.name, sha256=stored.sha256)
        return file_response(ctx.house, stored)


@router.post("/conversions/{conversion_id}/confirm", responses=CHANGE)
@requires("conversion.confirm")
def conversions_confirm(
    conversion_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep
) -> ConversionView:
    """Confirm a conversion."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        row = service.confirm(uow, conversion_id, version, data.reason)
        uow.session.flush()
        return ctx.show(conversion_view(uow, row))


@router.post("/conversions/{conversion_id}/refuse", responses=CHANGE)
@requires("conversion.refuse")
def conversions_refuse(
    conversion_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep
) -> ConversionView:
    """Refuse a report."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        row = service.refuse(uow, conversion_id, version, data.reason)
        uow.session.flush()
        return ctx.show(conversion_view(uow, row))
