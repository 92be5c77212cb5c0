"""Endpoints of an institution: work groups and evaluations (5.1.2.3.1 to 5.1.2.3.4)."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Response

from backend.features.assessment.institution_models import EvaluationBatch, WorkGroup
from backend.features.assessment.institution_states import BatchStatus
from backend.features.assessment.queries import institution as queries
from backend.features.assessment.schemas.institution import (
    EvaluationInput,
    EvaluationRow,
    EvaluationView,
    GroupAccountView,
    InstitutionReasonInput,
    WorkGroupInput,
    WorkGroupRow,
    WorkGroupView,
)
from backend.features.assessment.service import institution as service
from backend.kernel.schema import Page
from backend.kernel.text import TextRule
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.downloads import FILE_RESPONSES, file_response
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["institution"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)
UPLOADS = problems(401, 403, 404, 409, 413, 415, 422)
LineCode = Annotated[str, TextRule(1, 20), Query()]
Note = Annotated[str, TextRule(0, 500), Query()]


def _group(ctx: Ctx, uow: UnitOfWork, group: WorkGroup) -> WorkGroupView:
    uow.session.flush()
    return ctx.show(queries.group_view(uow, group))


def _batch(ctx: Ctx, uow: UnitOfWork, batch: EvaluationBatch) -> EvaluationView:
    uow.session.flush()
    return ctx.show(queries.batch_view(uow, batch))


@router.get("/work-groups", responses=problems(401, 403, 422))
@requires("work_group.list")
def work_groups_list(ctx: CtxDep, page: PageDep) -> Page[WorkGroupRow]:
    """List work groups."""
    with ctx.reading() as uow:
        uow.require("work_group.list")
        return queries.group_page(uow, page)


@router.post("/work-groups", status_code=201, responses=problems(401, 403, 422))
@requires("work_group.create")
def work_groups_create(data: WorkGroupInput, ctx: CtxDep) -> WorkGroupView:
    """Put a work group together."""
    with ctx.unit_of_work() as uow:
        group = service.create_group(uow, data)
        uow.session.flush()
        return ctx.created(uow, queries.group_view(uow, group))


@router.get("/work-groups/accounts", responses=problems(401, 403))
@requires("work_group.create")
def work_groups_accounts(ctx: CtxDep) -> list[GroupAccountView]:
    """Return the people of my institution who may sit in a group with their account."""
    with ctx.reading() as uow:
        uow.require("work_group.create")
        return queries.group_accounts(uow)


@router.get("/work-groups/{group_id}", responses=problems(401, 404))
@requires("work_group.read")
def work_groups_read(group_id: uuid.UUID, ctx: CtxDep) -> WorkGroupView:
    """Return a work group."""
    with ctx.reading() as uow:
        return ctx.show(queries.group_view(uow, uow.get(WorkGroup, group_id, "work_group.read")))


@router.put("/work-groups/{group_id}", responses=CHANGES)
@requires("work_group.update")
def work_groups_update(group_id: uuid.UUID, data: WorkGroupInput, ctx: CtxDep) -> WorkGroupView:
    """Change a work group."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _group(ctx, uow, service.update_group(uow, group_id, version, data))


@router.post("/work-groups/{group_id}/attachments", status_code=201, responses=UPLOADS)
@requires("work_group.update")
def work_groups_attach(group_id: uuid.UUID, ctx: CtxDep, file: UploadDep) -> WorkGroupView:
    """File the appointment (raw body; its name in X-File-Name)."""
    with ctx.unit_of_work() as uow:
        service.attach_appointment(uow, group_id, file)
        return _group(ctx, uow, uow.get(WorkGroup, group_id, "work_group.read"))


@router.get(
    "/work-groups/{group_id}/attachments/{file_id}",
    responses=FILE_RESPONSES | problems(401, 404),
    response_class=Response,
)
@requires("work_group.read")
def work_groups_file(group_id: uuid.UUID, file_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download the appointment file."""
    with ctx.unit_of_work() as uow:
        return file_response(ctx.house, service.appointment_file(uow, group_id, file_id))


@router.post("/work-groups/{group_id}/appoint", responses=CHANGES)
@requires("work_group.appoint")
def work_groups_appoint(group_id: uuid.UUID, ctx: CtxDep) -> WorkGroupView:
    """Appoint the group: its file has to be there."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _group(ctx, uow, service.appoint_group(uow, group_id, version))


@router.post("/work-groups/{group_id}/dissolve", responses=CHANGES)
@requires("work_group.dissolve")
def work_groups_dissolve(
    group_id: uuid.UUID, data: InstitutionReasonInput, ctx: CtxDep
) -> WorkGroupView:
    """Dissolve the group."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _group(ctx, uow, service.dissolve_group(uow, group_id, version, data.reason))


@router.get("/evaluations", responses=problems(401, 403, 422))
@requires("evaluation_batch.list")
def evaluations_list(
    ctx: CtxDep, page: PageDep, status: BatchStatus | None = None
) -> Page[EvaluationRow]:
    """List evaluations of institutions."""
    with ctx.reading() as uow:
        uow.require("evaluation_batch.list")
        return queries.batch_page(uow, page, status)


@router.post("/evaluations", status_code=201, responses=problems(401, 403, 422))
@requires("evaluation_batch.create")
def evaluations_create(data: EvaluationInput, ctx: CtxDep) -> EvaluationView:
    """Write a start form."""
    with ctx.unit_of_work() as uow:
        batch = service.draft_evaluation(uow, data)
        uow.session.flush()
        return ctx.created(uow, queries.batch_view(uow, batch))


@router.get("/evaluations/{batch_id}", responses=problems(401, 404))
@requires("evaluation_batch.read")
def evaluations_read(batch_id: uuid.UUID, ctx: CtxDep) -> EvaluationView:
    """Return an evaluation with its outcomes."""
    with ctx.reading() as uow:
        batch = uow.get(EvaluationBatch, batch_id, "evaluation_batch.read")
        return ctx.show(queries.batch_view(uow, batch))


@router.put("/evaluations/{batch_id}", responses=CHANGES)
@requires("evaluation_batch.update")
def evaluations_update(batch_id: uuid.UUID, data: EvaluationInput, ctx: CtxDep) -> EvaluationView:
    """Change a start form."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _batch(ctx, uow, service.change_evaluation(uow, batch_id, version, data))


@router.post("/evaluations/{batch_id}/start", responses=CHANGES)
@requires("evaluation_batch.start")
def evaluations_start(batch_id: uuid.UUID, ctx: CtxDep) -> EvaluationView:
    """Start the evaluation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _batch(ctx, uow, service.start_evaluation(uow, batch_id, version))


@router.post("/evaluations/{batch_id}/finish", responses=CHANGES)
@requires("evaluation_batch.finish")
def evaluations_finish(batch_id: uuid.UUID, ctx: CtxDep) -> EvaluationView:
    """Close the evaluation."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _batch(ctx, uow, service.finish_evaluation(uow, batch_id, version))


@router.post("/evaluations/{batch_id}/cancel", responses=CHANGES)
@requires("evaluation_batch.cancel")
def evaluations_cancel(
    batch_id: uuid.UUID, data: InstitutionReasonInput, ctx: CtxDep
) -> EvaluationView:
    """Call the evaluation off."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _batch(ctx, uow, service.cancel_evaluation(uow, batch_id, version, data.reason))
