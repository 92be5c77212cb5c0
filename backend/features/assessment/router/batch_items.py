"""Endpoints: the materials of one outcome and their review (clauses 5.1.2.3.3, 5.1.2.3.4)."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query

from backend.features.assessment.institution_models import BatchItem
from backend.features.assessment.queries.batch_items import item_view
from backend.features.assessment.schemas.institution import (
    BatchItemView,
    InstitutionReasonInput,
    MaterialInput,
    MaterialReturnInput,
    RejectionInput,
)
from backend.features.assessment.service import materials
from backend.kernel.text import TextRule
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["institution"])
CHANGES = problems(401, 403, 404, 409, 412, 422, 428)
UPLOADS = problems(401, 403, 404, 409, 413, 415, 422)
LineCode = Annotated[str, TextRule(1, 20), Query()]
Note = Annotated[str, TextRule(0, 500), Query()]


def _item(ctx: Ctx, uow: UnitOfWork, item: BatchItem) -> BatchItemView:
    uow.session.flush()
    return ctx.show(item_view(uow, item))


@router.get("/batch-items/{item_id}", responses=problems(401, 404))
@requires("batch_item.read")
def batch_items_read(item_id: uuid.UUID, ctx: CtxDep) -> BatchItemView:
    """Return the material checklist of one outcome."""
    with ctx.reading() as uow:
        return ctx.show(item_view(uow, uow.get(BatchItem, item_id, "batch_item.read")))


@router.put("/batch-items/{item_id}/materials/{code}", responses=CHANGES)
@requires("batch_item.file")
def batch_items_file(
    item_id: uuid.UUID, code: Annotated[str, TextRule(1, 20)], data: MaterialInput, ctx: CtxDep
) -> BatchItemView:
    """Put a file of the outcome under a line, or say why it does not apply."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.file_material(uow, item_id, code, version, data))


@router.post("/batch-items/{item_id}/attachments", status_code=201, responses=UPLOADS)
@requires("batch_item.file")
def batch_items_attach(
    item_id: uuid.UUID, ctx: CtxDep, file: UploadDep, *, code: LineCode, note: Note = ""
) -> BatchItemView:
    """Upload a proof under a line (raw body; its name in X-File-Name)."""
    with ctx.unit_of_work() as uow:
        item = materials.upload_material(uow, item_id, file, code=code, note=note)
        return _item(ctx, uow, item)


@router.delete("/batch-items/{item_id}/materials/{material_id}", responses=CHANGES)
@requires("batch_item.file")
def batch_items_unfile(item_id: uuid.UUID, material_id: uuid.UUID, ctx: CtxDep) -> BatchItemView:
    """Take an entry off a line."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.remove_material(uow, item_id, version, material_id))


@router.post("/batch-items/{item_id}/hand-over", responses=CHANGES)
@requires("batch_item.hand_over")
def batch_items_hand_over(item_id: uuid.UUID, ctx: CtxDep) -> BatchItemView:
    """Hand complete materials to the work group."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.hand_over(uow, item_id, version))


@router.post("/batch-items/{item_id}/return", responses=CHANGES)
@requires("batch_item.return")
def batch_items_return(item_id: uuid.UUID, data: MaterialReturnInput, ctx: CtxDep) -> BatchItemView:
    """Send lines back to be completed."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.return_material(uow, item_id, version, data))


@router.post("/batch-items/{item_id}/clear", responses=CHANGES)
@requires("batch_item.clear")
def batch_items_clear(item_id: uuid.UUID, ctx: CtxDep) -> BatchItemView:
    """Find the materials in order."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.clear_material(uow, item_id, version))


@router.post("/batch-items/{item_id}/reject", responses=CHANGES)
@requires("batch_item.reject")
def batch_items_reject(item_id: uuid.UUID, data: RejectionInput, ctx: CtxDep) -> BatchItemView:
    """Refuse the evaluation for errors of principle."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.reject_item(uow, item_id, version, data))


@router.post("/batch-items/{item_id}/appeal", responses=CHANGES)
@requires("batch_item.appeal")
def batch_items_appeal(
    item_id: uuid.UUID, data: InstitutionReasonInput, ctx: CtxDep
) -> BatchItemView:
    """Appeal against a refusal, once."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _item(ctx, uow, materials.appeal_refusal(uow, item_id, version, data.reason))


@router.post("/batch-items/{item_id}/overturn", responses=CHANGES)
@requires("batch_item.overturn")
def batch_items_overturn(
    item_id: uuid.UUID, data: InstitutionReasonInput, ctx: CtxDep
) -> BatchItemView:
    """Uphold the appeal: the materials are reviewed again."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        item = materials.decide_refusal(uow, item_id, version, "overturn", data.reason)
        return _item(ctx, uow, item)


@router.post("/batch-items/{item_id}/confirm", responses=CHANGES)
@requires("batch_item.confirm")
def batch_items_confirm(
    item_id: uuid.UUID, data: InstitutionReasonInput, ctx: CtxDep
) -> BatchItemView:
    """Dismiss the appeal: the refusal stands."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        item = materials.decide_refusal(uow, item_id, version, "confirm", data.reason)
        return _item(ctx, uow, item)
