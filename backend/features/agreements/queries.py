"""Reads of negotiation, agreements and postings."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.agreements.labels import (
    CONTRACT_KIND_LABELS,
    TRANSFER_MODE_LABELS,
    ContractKind,
    TransferMode,
)
from backend.features.agreements.models import (
    Agreement,
    AgreementSignature,
    NegotiationNote,
    Objection,
    Publicity,
)
from backend.features.agreements.schemas import (
    AgreementRow,
    NoteView,
    PublicityView,
    VerificationView,
)
from backend.features.agreements.sealing import SignatureFacts, broken_links
from backend.features.agreements.states import (
    AGREEMENT_WORKFLOW,
    AgreementStatus,
    ObjectionStatus,
)
from backend.features.agreements.terms import price_text
from backend.features.identity.queries import organisation_names
from backend.features.matchmaking.models import Introduction
from backend.kernel.errors import NotFound
from backend.kernel.files import StoredFile
from backend.kernel.money import capital_amount
from backend.kernel.paging import PageRequest, fetch_page, ordering
from backend.kernel.schema import Page
from backend.kernel.uow import UnitOfWork

POSTING_LABELS = {
    "running": "公示中",
    "objected": "有异议待处理",
    "finished": "公示期满",
    "void": "已作废",
}


def signed_agreement(uow: UnitOfWork, agreement_id: uuid.UUID) -> Agreement:
    """Return an agreement in force, for the features above.

    Raises
    ------
    NotFound
        There is none.
    """
    agreement = uow.session.get(Agreement, agreement_id)
    if agreement is None or agreement.status is not AgreementStatus.SIGNED:
        raise NotFound("协议不存在或尚未生效。")
    return agreement


def signed_outcomes(uow: UnitOfWork, outcome_ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of these outcomes have or had an agreement in force."""
    if not outcome_ids:
        return set()
    rows = uow.session.exec(
        select(Agreement.outcome_id).where(
            col(Agreement.outcome_id).in_(outcome_ids), col(Agreement.signed_at).is_not(None)
        )
    )
    return set(rows.all())


def living_signatures(uow: UnitOfWork, agreement_id: uuid.UUID) -> list[AgreementSignature]:
    """Return the signatures that count, in the order of signing."""
    return list(
        uow.session.exec(
            select(AgreementSignature)
            .where(
                col(AgreementSignature.agreement_id) == agreement_id,
                col(AgreementSignature.voided_at).is_(None),
            )
            .order_by(col(AgreementSignature.signed_at), col(AgreementSignature.id))
        ).all()
    )


def facts_of(signature: AgreementSignature, number: str) -> SignatureFacts:
    """Return what a signature's hash covers."""
    return SignatureFacts(
        agreement=number,
        org_id=str(signature.org_id),
        org_name=signature.org_name,
        user_id=str(signature.user_id),
        user_name=signature.user_name,
        meaning=signature.meaning,
        document_sha256=signature.document_sha256,
        signed_at=signature.signed_at,
        auth=signature.auth,
        ip=signature.ip,
        prev=signature.prev,
    )


def verify(uow: UnitOfWork, agreement: Agreement) -> VerificationView:
    """Check the stored text and the chain of signatures again."""
    problems: list[str] = []
    intact = False
    if agreement.document_sha256 is None:
        problems.append("尚未定稿，没有可核验的文本")
    else:
        files = uow.ports.files
        known = files.exists(agreement.document_sha256)
        intact = known and files.verify(agreement.document_sha256)
        if not intact:
            problems.append("存储的文本与其校验值不符" if known else "存储的文本缺失")
    signatures = living_signatures(uow, agreement.id)
    problems += broken_links(
        agreement.document_sha256,
        [(facts_of(row, agreement.number), row.hash) for row in signatures],
    )
    return VerificationView(
        ok=not problems,
        document_sha256=agreement.document_sha256,
        document_intact=intact,
        problems=problems,
        checked_at=uow.now(),
    )


def document_file(uow: UnitOfWork, agreement: Agreement, *, signed_copy: bool) -> StoredFile:
    """Return the frozen text, or the copy that shows both signatures.

    Raises
    ------
    NotFound
        It does not exist yet.
    """
    file_id = agreement.signed_file_id if signed_copy else agreement.document_file_id
    stored = uow.session.get(StoredFile, file_id) if file_id else None
    if stored is None:
        raise NotFound("签署件尚未生成。" if signed_copy else "协议尚未定稿，没有可下载的文本。")
    return stored


# --- postings


def posting_of(uow: UnitOfWork, agreement_id: uuid.UUID) -> Publicity | None:
    """Return the living posting of an agreement."""
    return uow.session.exec(
        select(Publicity)
        .where(col(Publicity.agreement_id) == agreement_id, col(Publicity.voided_at).is_(None))
        .order_by(col(Publicity.created_at).desc())
    ).first()


def objection_count(uow: UnitOfWork, publicity_id: uuid.UUID) -> int:
    """Return how many objections wait for an answer."""
    return uow.session.exec(
        select(sa.func.count())
        .select_from(Objection)
        .where(
            col(Objection.publicity_id) == publicity_id,
            col(Objection.status) == ObjectionStatus.OPEN,
        )
    ).one()


def posting_state(uow: UnitOfWork, posting: Publicity) -> str:
    """Return running, objected, finished or void."""
    if posting.voided_at is not None:
        return "void"
    if objection_count(uow, posting.id):
        return "objected"
    today = uow.ports.calendar.local_date(uow.now())
    return "finished" if today > posting.end_on else "running"


def publicity_view(uow: UnitOfWork, posting: Publicity) -> PublicityView:
    """Return a posting as everybody reads it."""
    state = posting_state(uow, posting)
    today = uow.ports.calendar.local_date(uow.now())
    return PublicityView(
        id=posting.id,
        outcome_title=posting.outcome_title,
        holder_name=posting.holder_name,
        transfer_mode_label=TRANSFER_MODE_LABELS[TransferMode(posting.transfer_mode)],
        price_text=posting.price_text,
        price_capital=(capital_amount(posting.price_fen) if posting.price_fen is not None else ""),
        buyer_related=posting.buyer_related,
        buyer_related_note=posting.buyer_related_note,
        start_on=posting.start_on,
        end_on=posting.end_on,
        days_left=max(0, (posting.end_on - today).days + 1),
        state=state,
        state_label=POSTING_LABELS[state],
        open_objections=objection_count(uow, posting.id),
        content_sha256=posting.content_sha256,
        is_demo=posting.is_demo,
    )


def publicity_page(uow: UnitOfWork, request: PageRequest) -> Page[PublicityView]:
    """Return the postings that everybody may read, newest first."""
    statement = select(Publicity).where(
        uow.visible("publicity.read"), col(Publicity.voided_at).is_(None)
    )
    order = ordering(request, {"start_on": col(Publicity.start_on)}, "-start_on")
    rows, total = fetch_page(uow.session, statement, request, order, col(Publicity.id))
    items = [publicity_view(uow, row) for row in rows]
    return Page(items=items, total=total, page=request.page, size=request.size)


# --- lists


def note_views(uow: UnitOfWork, introduction: Introduction) -> list[NoteView]:
    """Return the notes of a negotiation, oldest first."""
    rows = uow.session.exec(
        select(NegotiationNote)
        .where(col(NegotiationNote.introduction_id) == introduction.id)
        .order_by(col(NegotiationNote.created_at), col(NegotiationNote.id))
        .limit(500)
    ).all()
    names = organisation_names(uow, {row.org_id for row in rows if row.org_id})
    sides = {introduction.holder_org_id: "holder", introduction.demander_org_id: "demander"}
    return [
        NoteView(
            id=row.id,
            created_at=row.created_at,
            author_name=row.author_name,
            org_name=names.get(row.org_id, "") if row.org_id else "",
            side=sides.get(row.org_id, "platform") if row.org_id else "platform",
            topic=row.topic,
            body=row.body,
            next_step=row.next_step,
            next_date=row.next_date,
        )
        for row in rows
    ]


def agreement_rows(uow: UnitOfWork, rows: Sequence[Agreement]) -> list[AgreementRow]:
    """Return lines of the list."""
    names = organisation_names(
        uow, {row.holder_org_id for row in rows} | {row.demander_org_id for row in rows}
    )
    return [
        AgreementRow(
            id=row.id,
            number=row.number,
            title=row.title,
            introduction_id=row.introduction_id,
            contract_kind_label=CONTRACT_KIND_LABELS[ContractKind(row.contract_kind)],
            transfer_mode_label=TRANSFER_MODE_LABELS[TransferMode(row.transfer_mode)],
            holder_name=names.get(row.holder_org_id, ""),
            demander_name=names.get(row.demander_org_id, ""),
            amount_text=price_text(row) if row.amount_fen is not None else None,
            status=row.status,
            status_label=AGREEMENT_WORKFLOW.label(row.status),
            signed_at=row.signed_at,
            created_at=row.created_at,
            is_demo=row.is_demo,
        )
        for row in rows
    ]


def agreement_page(
    uow: UnitOfWork,
    request: PageRequest,
    status: AgreementStatus | None = None,
    introduction_id: uuid.UUID | None = None,
) -> Page[AgreementRow]:
    """Return the agreements the actor may see."""
    statement = select(Agreement).where(uow.visible("agreement.read"))
    if status is not None:
        statement = statement.where(col(Agreement.status) == status)
    if introduction_id is not None:
        statement = statement.where(col(Agreement.introduction_id) == introduction_id)
    order = ordering(
        request,
        {"created_at": col(Agreement.created_at), "signed_at": col(Agreement.signed_at)},
        "-created_at",
    )
    rows, total = fetch_page(uow.session, statement, request, order, col(Agreement.id))
    items = agreement_rows(uow, rows)
    return Page(items=items, total=total, page=request.page, size=request.size)
