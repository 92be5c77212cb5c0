"""Endpoints: notes, drafts, signing."""

import uuid

from fastapi import APIRouter
from fastapi.responses import Response

from backend.features.agreements import queries, service
from backend.features.agreements.models import Agreement
from backend.features.agreements.schemas import (
    AgreementDetail,
    AgreementRow,
    CommentInput,
    NoteInput,
    NoteView,
    ReasonedInput,
    SignatureInput,
    TermsInput,
    VerificationView,
)
from backend.features.agreements.service.drafts import introduction_for
from backend.features.agreements.states import AgreementStatus
from backend.features.agreements.views import agreement_view
from backend.features.identity import service as identity
from backend.features.matchmaking.models import Introduction
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.downloads import file_response
from backend.web.limits import limited
from backend.web.paging import PageDep
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["agreements"])
CHANGE = problems(401, 403, 404, 409, 412, 422, 428)


def _shown(ctx: Ctx, uow: UnitOfWork, agreement: Agreement) -> AgreementDetail:
    uow.session.flush()
    return ctx.show(agreement_view(uow, agreement))


@router.get("/introductions/{introduction_id}/negotiation", responses=problems(401, 403, 404))
@requires("negotiation.read")
def negotiation_notes_list(introduction_id: uuid.UUID, ctx: CtxDep) -> list[NoteView]:
    """List the notes of a negotiation."""
    with ctx.reading() as uow:
        introduction = introduction_for(uow, introduction_id, "negotiation.read")
        return queries.note_views(uow, introduction)


@router.post(
    "/introductions/{introduction_id}/negotiation",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422),
)
@requires("negotiation.write")
def negotiation_notes_create(introduction_id: uuid.UUID, data: NoteInput, ctx: CtxDep) -> NoteView:
    """Write down what was talked about."""
    with ctx.unit_of_work() as uow:
        note = service.add_note(uow, introduction_id, data)
        introduction = uow.get(Introduction, introduction_id, "introduction.read")
        view = next(v for v in queries.note_views(uow, introduction) if v.id == note.id)
        return ctx.created(uow, view)


@router.post(
    "/introductions/{introduction_id}/agreements",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422),
)
@requires("agreement.create")
def agreements_create(introduction_id: uuid.UUID, data: TermsInput, ctx: CtxDep) -> AgreementDetail:
    """Open a draft."""
    with ctx.unit_of_work() as uow:
        agreement = service.open_draft(uow, introduction_id, data)
        return ctx.created(uow, agreement_view(uow, agreement))


@router.get("/agreements", responses=problems(401, 422))
@requires("agreement.list")
def agreements_list(
    ctx: CtxDep,
    page: PageDep,
    status: AgreementStatus | None = None,
    introduction_id: uuid.UUID | None = None,
) -> Page[AgreementRow]:
    """List the agreements I may see."""
    with ctx.reading() as uow:
        return queries.agreement_page(uow, page, status, introduction_id)


@router.get("/agreements/{agreement_id}", responses=problems(401, 404))
@requires("agreement.read")
def agreements_read(agreement_id: uuid.UUID, ctx: CtxDep) -> AgreementDetail:
    """Return one agreement."""
    with ctx.reading() as uow:
        agreement = uow.get(Agreement, agreement_id, "agreement.read")
        return ctx.show(agreement_view(uow, agreement))


@router.put("/agreements/{agreement_id}", responses=CHANGE)
@requires("agreement.update")
def agreements_update(agreement_id: uuid.UUID, data: TermsInput, ctx: CtxDep) -> AgreementDetail:
    """Replace the terms."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.revise(uow, agreement_id, version, data))


@router.post(
    "/agreements/{agreement_id}/comments", status_code=201, responses=problems(401, 403, 404, 422)
)
@requires("agreement.comment")
def agreements_comment(agreement_id: uuid.UUID, data: CommentInput, ctx: CtxDep) -> AgreementDetail:
    """Comment on a clause."""
    with ctx.unit_of_work() as uow:
        agreement = service.comment(uow, agreement_id, data)
        uow.session.flush()
        return ctx.created(uow, agreement_view(uow, agreement))


@router.post("/agreements/{agreement_id}/announce", responses=CHANGE)
@requires("agreement.announce")
def agreements_announce(agreement_id: uuid.UUID, ctx: CtxDep) -> AgreementDetail:
    """Post name and price."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.announce(uow, agreement_id, version))


@router.post("/agreements/{agreement_id}/finalise", responses=CHANGE)
@requires("agreement.finalise")
def agreements_finalise(agreement_id: uuid.UUID, ctx: CtxDep) -> AgreementDetail:
    """Freeze the text; it is rendered before the writing transaction begins."""
    version = ctx.expected_version()
    with ctx.reading() as uow:
        draft = uow.get(Agreement, agreement_id, "agreement.finalise", expected_version=version)
        prepared = service.prepare_document(uow, draft)
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.finalise(uow, agreement_id, version, prepared))


@router.post("/agreements/{agreement_id}/reopen", responses=CHANGE)
@requires("agreement.reopen")
def agreements_reopen(agreement_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> AgreementDetail:
    """Take a frozen text back to drafting."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.reopen(uow, agreement_id, version, data.reason))


@router.post("/agreements/{agreement_id}/cancel", responses=CHANGE)
@requires("agreement.cancel")
def agreements_cancel(agreement_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep) -> AgreementDetail:
    """Give the draft up."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.cancel(uow, agreement_id, version, data.reason))


@router.post("/agreements/{agreement_id}/terminate", responses=CHANGE)
@requires("agreement.terminate")
def agreements_terminate(
    agreement_id: uuid.UUID, data: ReasonedInput, ctx: CtxDep
) -> AgreementDetail:
    """Record that a contract in force ended."""
    version = ctx.expected_version()
    with ctx.unit_of_work() as uow:
        return _shown(ctx, uow, service.terminate(uow, agreement_id, version, data.reason))


@router.post(
    "/agreements/{agreement_id}/signatures",
    status_code=201,
    responses=problems(401, 403, 404, 409, 412, 422, 428, 429),
)
@requires("agreement.sign")
def agreements_sign(agreement_id: uuid.UUID, data: SignatureInput, ctx: CtxDep) -> AgreementDetail:
    """Sign for my side; the password is checked before the writing transaction begins."""
    version = ctx.expected_version()
    with ctx.reading() as uow:
        uow.get(Agreement, agreement_id, "agreement.sign", expected_version=version)
        limited(ctx, "sign", 10, 900)
        identity.confirm_password(uow, data.password)
    with ctx.unit_of_work() as uow:
        agreement = service.sign(uow, agreement_id, version, data)
        uow.session.flush()
        return ctx.created(uow, agreement_view(uow, agreement))


@router.get("/agreements/{agreement_id}/document", responses=problems(401, 404))
@requires("agreement.read")
def agreements_document(
    agreement_id: uuid.UUID, ctx: CtxDep, *, signed_copy: bool = False
) -> Response:
    """Download the frozen text, or the copy with both signatures; the reading is noted."""
    with ctx.unit_of_work() as uow:
        agreement = uow.get(Agreement, agreement_id, "agreement.read")
        stored = queries.document_file(uow, agreement, signed_copy=signed_copy)
        uow.note("file.read", "agreement", agreement.id, name=stored.name, sha256=stored.sha256)
        return file_response(ctx.house, stored)


@router.get("/agreements/{agreement_id}/verification", responses=problems(401, 404))
@requires("agreement.read")
def agreements_verify(agreement_id: uuid.UUID, ctx: CtxDep) -> VerificationView:
    """Check the stored text and the chain of signatures again."""
    with ctx.reading() as uow:
        return queries.verify(uow, uow.get(Agreement, agreement_id, "agreement.read"))
