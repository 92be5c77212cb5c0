"""Endpoints of a panel member: gate, material, own sheet, consent."""

import uuid

from fastapi import APIRouter, Response

from backend.features.assessment import service
from backend.features.assessment.models import PanelMember
from backend.features.assessment.queries import tasks as queries
from backend.features.assessment.router.seats import at_seat
from backend.features.assessment.schemas.panels import (
    AssessmentReasonInput,
    MaterialView,
    SignInput,
    TaskList,
    TaskView,
)
from backend.features.assessment.schemas.results import ConsentInput
from backend.features.assessment.schemas.scores import NotesInput, ScoreInput, SheetView
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response, file_response
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["assessment"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)


def _task(ctx: Ctx, uow: UnitOfWork, member: PanelMember) -> TaskView:
    uow.session.flush()
    return ctx.show(queries.task_view(uow, member))


@router.get("/panel-tasks", responses=problems(401, 403))
@requires("panel_member.list")
def panel_tasks_list(ctx: CtxDep) -> TaskList:
    """List my seats."""
    with ctx.reading() as uow:
        uow.require("panel_member.list")
        return queries.task_list(uow)


@router.get("/panel-tasks/{member_id}", responses=problems(401, 403, 404))
@requires("panel_member.own")
def panel_tasks_read(member_id: uuid.UUID, ctx: CtxDep) -> TaskView:
    """Return title and declaration; nothing else opens before the signature."""
    with ctx.reading() as uow:
        return ctx.show(queries.task_view(uow, uow.get(PanelMember, member_id, "panel_member.own")))


@router.post("/panel-tasks/{member_id}/sign", responses=CHANGES)
@requires("panel_member.sign")
def panel_tasks_sign(member_id: uuid.UUID, data: SignInput, ctx: CtxDep) -> TaskView:
    """Sign the conflict-avoidance declaration."""
    version = ctx.expected_version()
    with at_seat(ctx, member_id) as uow:
        return _task(ctx, uow, service.sign_declaration(uow, member_id, version, data))


@router.post("/panel-tasks/{member_id}/recuse", responses=CHANGES)
@requires("panel_member.recuse")
def panel_tasks_recuse(member_id: uuid.UUID, data: AssessmentReasonInput, ctx: CtxDep) -> TaskView:
    """Declare a conflict."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _task(ctx, uow, service.recuse(uow, member_id, version, data.reason))


@router.get("/panel-tasks/{member_id}/material", responses=problems(401, 403, 404))
@requires("panel_member.open")
def panel_tasks_material(member_id: uuid.UUID, ctx: CtxDep) -> MaterialView:
    """Return the outcome's facts and files; the reading is recorded."""
    with at_seat(ctx, member_id) as uow:
        member = service.open_material(uow, member_id)
        uow.note("outcome.material_read", "assessment", member.assessment_id)
        return queries.material(uow, member)


@router.get(
    "/panel-tasks/{member_id}/files/{file_id}",
    responses=FILE_RESPONSES | problems(401, 403, 404, 409),
    response_class=Response,
)
@requires("panel_member.open")
def panel_tasks_file(member_id: uuid.UUID, file_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Download a file of the outcome; the reading is recorded."""
    with at_seat(ctx, member_id) as uow:
        stored, veiled = service.material_file(uow, member_id, file_id)
        if veiled is not None:
            return bytes_response(veiled[1], name=veiled[0], media_type=stored.media_type)
        return file_response(ctx.house, stored)


@router.get("/panel-tasks/{member_id}/sheet", responses=problems(401, 403, 404))
@requires("panel_member.open")
def panel_tasks_sheet(member_id: uuid.UUID, ctx: CtxDep) -> SheetView:
    """Return my score sheet."""
    with at_seat(ctx, member_id, writing=False) as uow:
        member, sheet = service.own_sheet(uow, member_id)
        return ctx.show(queries.sheet_view(uow, member, sheet))


@router.put("/panel-tasks/{member_id}/sheet/scores/{leaf}", responses=CHANGES)
@requires("panel_member.open")
def panel_tasks_score(member_id: uuid.UUID, leaf: str, data: ScoreInput, ctx: CtxDep) -> SheetView:
    """Keep one score (autosave); If-Match carries the sheet's version."""
    version = ctx.expected_version()
    with at_seat(ctx, member_id) as uow:
        member, sheet = service.save_score(uow, member_id, leaf, version, data)
        uow.session.flush()
        return ctx.show(queries.sheet_view(uow, member, sheet))


@router.put("/panel-tasks/{member_id}/sheet/notes", responses=CHANGES)
@requires("panel_member.open")
def panel_tasks_notes(member_id: uuid.UUID, data: NotesInput, ctx: CtxDep) -> SheetView:
    """Keep advice and vetoes (autosave); If-Match carries the sheet's version."""
    version = ctx.expected_version()
    with at_seat(ctx, member_id) as uow:
        member, sheet = service.save_notes(uow, member_id, version, data)
        uow.session.flush()
        return ctx.show(queries.sheet_view(uow, member, sheet))


@router.post("/panel-tasks/{member_id}/sheet/submit", responses=CHANGES)
@requires("score_sheet.submit")
def panel_tasks_submit(member_id: uuid.UUID, ctx: CtxDep) -> SheetView:
    """Hand my sheet in; If-Match carries the sheet's version."""
    version = ctx.expected_version()
    with at_seat(ctx, member_id) as uow:
        member, sheet = service.submit_sheet(uow, member_id, version)
        uow.session.flush()
        return ctx.show(queries.sheet_view(uow, member, sheet))


@router.post("/panel-tasks/{member_id}/consent", responses=CHANGES)
@requires("panel_member.consent")
def panel_tasks_consent(member_id: uuid.UUID, data: ConsentInput, ctx: CtxDep) -> TaskView:
    """Agree to the report or put a dissent on record."""
    version = ctx.expected_version()
    with at_seat(ctx, member_id) as uow:
        return _task(ctx, uow, service.consent(uow, member_id, version, data))
