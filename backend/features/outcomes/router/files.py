"""Endpoints: attachments and receipts (6.1.1)."""

import uuid

from fastapi import APIRouter, Response

from backend.features.outcomes import queries, service
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.views import AttachmentsView, AttachmentView, ReceiptView
from backend.features.taxonomy.queries import AttachmentKind
from backend.web.context import CtxDep
from backend.web.downloads import FILE_RESPONSES, bytes_response, file_response
from backend.web.problem import problems
from backend.web.routing import requires
from backend.web.uploads import UploadDep

router = APIRouter(tags=["outcomes"])


@router.get("/outcomes/{outcome_id}/attachments", responses=problems(401, 404))
@requires("outcome.read")
def outcome_attachments_list(outcome_id: uuid.UUID, ctx: CtxDep) -> AttachmentsView:
    """List the files of an outcome."""
    with ctx.reading() as uow:
        outcome = uow.get(Outcome, outcome_id, "outcome.read")
        return AttachmentsView(items=queries.attachments(uow, outcome))


@router.post(
    "/outcomes/{outcome_id}/attachments",
    status_code=201,
    responses=problems(401, 403, 404, 409, 413, 415, 422),
)
@requires("outcome.update")
def outcome_attachments_create(
    outcome_id: uuid.UUID,
    ctx: CtxDep,
    file: UploadDep,
    *,
    kind: AttachmentKind = "proof",
    confidential: bool = False,
) -> AttachmentView:
    """Attach a file (raw body; its name in X-File-Name)."""
    with ctx.unit_of_work() as uow:
        outcome, stored = service.attach(
            uow, outcome_id, file, kind=kind, confidential=confidential
        )
        return queries.attachment_view(uow, outcome, stored)


@router.get(
    "/outcomes/{outcome_id}/attachments/{file_id}",
    responses=FILE_RESPONSES | problems(401, 403, 404),
    response_class=Response,
)
@requires("outcome.read")
def outcome_attachments_download(
    outcome_id: uuid.UUID, file_id: uuid.UUID, ctx: CtxDep
) -> Response:
    """Download a file; every reading is written down."""
    with ctx.unit_of_work() as uow:
        _, stored = service.attachment(uow, outcome_id, file_id)
        uow.note("file.read", "outcome", outcome_id, file_id=file_id, name=stored.name)
        return file_response(ctx.house, stored)


@router.delete(
    "/outcomes/{outcome_id}/attachments/{file_id}",
    status_code=204,
    responses=problems(401, 403, 404, 409),
)
@requires("outcome.update")
def outcome_attachments_delete(outcome_id: uuid.UUID, file_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Remove a file from a draft."""
    with ctx.unit_of_work() as uow:
        service.detach(uow, outcome_id, file_id)
    return Response(status_code=204)


@router.get("/outcomes/{outcome_id}/receipt", responses=problems(401, 404))
@requires("outcome.read")
def outcome_receipt_read(outcome_id: uuid.UUID, ctx: CtxDep) -> ReceiptView:
    """Return the receipt of the last submission."""
    with ctx.reading() as uow:
        outcome = uow.get(Outcome, outcome_id, "outcome.read")
        return queries.receipt_view(uow, outcome)


@router.get(
    "/outcomes/{outcome_id}/receipt.pdf",
    responses=FILE_RESPONSES | problems(401, 404, 503),
    response_class=Response,
)
@requires("outcome.read")
def outcome_receipt_print(outcome_id: uuid.UUID, ctx: CtxDep) -> Response:
    """Return the receipt as PDF."""
    with ctx.reading() as uow:
        outcome = uow.get(Outcome, outcome_id, "outcome.read")
        document = queries.receipt_document(uow, outcome)
        at = queries.receipt_view(uow, outcome).submitted_at
        rendered = uow.ports.renderer.render(document, at=at)
    return bytes_response(
        rendered.content,
        name=f"提交回执-{document.number}-{document.version}.pdf",
        media_type=rendered.media_type,
    )
