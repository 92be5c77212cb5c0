"""Freezing the text and signing it (6.4.1): recorded acts bound to the document's hash."""

import uuid

from sqlmodel import col, select

from backend.features.agreements import document
from backend.features.agreements.events import AgreementSignatureAdded
from backend.features.agreements.labels import SIGN_MEANING_LABELS
from backend.features.agreements.models import Agreement, AgreementSignature
from backend.features.agreements.queries import (
    facts_of,
    living_signatures,
    posting_of,
    posting_state,
)
from backend.features.agreements.rules import Finding, check
from backend.features.agreements.schemas import SignatureInput
from backend.features.agreements.sealing import GENESIS
from backend.features.agreements.states import AGREEMENT_WORKFLOW, AgreementStatus
from backend.features.agreements.terms import posting_sha256, term_facts
from backend.features.identity import queries as identity
from backend.features.matchmaking import service as matchmaking
from backend.features.outcomes import service as outcomes
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries import rights_of
from backend.kernel.errors import Conflict, FieldError, Invalid
from backend.kernel.filing import store_bytes
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import SYSTEM
from backend.kernel.ports import RenderedDocument
from backend.kernel.uow import UnitOfWork

PREPARED = tuple[RenderedDocument, str]


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Invalid(
            findings[0].text,
            errors=tuple(FieldError(f.pointer, f"{f.text}（{f.source}）") for f in findings),
        )


def check_ready(uow: UnitOfWork, agreement: Agreement) -> None:
    """Refuse to freeze or sign what is incomplete, unlawful or not posted.

    Raises
    ------
    Invalid
        Terms are missing or contradict the law; names the fields.
    Conflict
        The posting is missing, runs, or has an open objection.
    """
    findings = check(term_facts(agreement, rights_of(uow, agreement.outcome_id)))
    _refuse([f for f in findings if f.level != "warn"])
    if not agreement.publicity_required:
        return
    posting = posting_of(uow, agreement.id)
    title = uow.session.get_one(Outcome, agreement.outcome_id).title
    if posting is None or posting.content_sha256 != posting_sha256(agreement, title):
        raise Conflict("国家设立的单位采用协议定价，须先公示成果名称与拟交易价格。")
    state = posting_state(uow, posting)
    if state == "running":
        raise Conflict(f"公示尚未期满（至 {posting.end_on}），期满且无异议后方可签署。")
    if state == "objected":
        raise Conflict("公示有异议尚未处理，处理后方可签署。")


def prepare_document(uow: UnitOfWork, agreement: Agreement) -> PREPARED:
    """Check the draft and render its text; slow, so outside the writing transaction."""
    if agreement.status not in {AgreementStatus.DRAFTING, AgreementStatus.PUBLICITY}:
        raise Conflict(
            f"当前状态为“{AGREEMENT_WORKFLOW.label(agreement.status)}”，不能定稿。",
            status_now=agreement.status.value,
        )
    check_ready(uow, agreement)
    return document.render(uow, agreement)


def finalise(
    uow: UnitOfWork,
    agreement_id: uuid.UUID,
    expected_version: int,
    prepared: PREPARED | None = None,
) -> Agreement:
    """Freeze the text: store the PDF, remember its hash, open it for signing."""
    agreement = uow.get(
        Agreement, agreement_id, "agreement.finalise", expected_version=expected_version
    )
    check_ready(uow, agreement)
    rendered, body_sha256 = prepared or prepare_document(uow, agreement)
    AGREEMENT_WORKFLOW.fire(uow, agreement, "finalise", document_sha256=rendered.sha256)
    stored = store_bytes(
        uow,
        content=rendered.content,
        name=f"{agreement.number}-第{agreement.draft_no}稿.pdf",
        media_type=rendered.media_type,
        subject_type="agreement",
        subject_id=agreement.id,
        kind="agreement_text",
        org_id=agreement.holder_org_id,
        label="confidential",
    )
    agreement.document_file_id = stored.id
    agreement.document_sha256 = stored.sha256
    agreement.body_sha256 = body_sha256
    agreement.finalised_at = uow.now()
    return agreement


def sign(
    uow: UnitOfWork, agreement_id: uuid.UUID, expected_version: int, data: SignatureInput
) -> Agreement:
    """Sign for the actor's side; the caller has confirmed the password.

    Raises
    ------
    Conflict
        The text is not frozen, another text was read, or this side has signed.
    """
    agreement = uow.get(
        Agreement, agreement_id, "agreement.sign", expected_version=expected_version
    )
    if agreement.status is not AgreementStatus.SIGNING or agreement.document_sha256 is None:
        raise Conflict(
            f"当前状态为“{AGREEMENT_WORKFLOW.label(agreement.status)}”，不能签署。",
            status_now=agreement.status.value,
        )
    if data.document_sha256 != agreement.document_sha256:
        raise Conflict("您阅读的文本已不是现行文本，请重新打开文本后再签署。")
    if not uow.ports.files.verify(agreement.document_sha256):
        raise Conflict("存储的文本与其校验值不符，已停止签署，请联系平台工作人员。")
    check_ready(uow, agreement)
    if uow.actor.user_id is None or uow.actor.org_id is None:
        raise Conflict("请以单位身份签署。")
    before = living_signatures(uow, agreement.id)
    if any(row.org_id == uow.actor.org_id for row in before):
        raise Conflict("本单位已签署，无须重复签署。")
    if any(row.user_id == uow.actor.user_id for row in before):
        raise Conflict("同一人不能代表双方签署，请由对方单位的其他人员签署。")
    signature = AgreementSignature(
        agreement_id=agreement.id,
        org_id=uow.actor.org_id,
        org_name=identity.organisation_by_id(uow, uow.actor.org_id).name,
        user_id=uow.actor.user_id,
        user_name=uow.actor.name,
        meaning=SIGN_MEANING_LABELS[data.meaning],
        document_sha256=agreement.document_sha256,
        signed_at=uow.now(),
        ip=uow.request.ip,
        prev=before[-1].hash if before else GENESIS,
        hash="",
    )
    signature.hash = facts_of(signature, agreement.number).hash()
    uow.add(signature)
    uow.touch(agreement)
    uow.record(
        AgreementSignatureAdded(
            aggregate_id=agreement.id,
            org_id=signature.org_id,
            document_sha256=signature.document_sha256,
        )
    )
    signed = {row.org_id for row in before} | {signature.org_id}
    if signed == {agreement.holder_org_id, agreement.demander_org_id}:
        _conclude(uow, agreement)
    return agreement


def _conclude(uow: UnitOfWork, agreement: Agreement) -> None:
    agreement.signed_at = uow.now()
    with uow.acting_as(SYSTEM):
        AGREEMENT_WORKFLOW.fire(
            uow,
            agreement,
            "conclude",
            introduction_id=agreement.introduction_id,
            outcome_id=agreement.outcome_id,
            holder_org_id=agreement.holder_org_id,
            demander_org_id=agreement.demander_org_id,
            document_sha256=agreement.document_sha256,
        )
    matchmaking.mark_agreed(uow, agreement.introduction_id)
    outcomes.mark(uow, agreement.outcome_id, "contract")


def issue_signed_copy(uow: UnitOfWork, event: OutboxEvent) -> None:
    """Print the text with both signatures, once it is in force (subscriber)."""
    agreement = uow.session.exec(
        select(Agreement).where(col(Agreement.id) == event.aggregate_id)
    ).one()
    if agreement.signed_file_id is not None:
        return
    signatures = living_signatures(uow, agreement.id)
    rendered, _ = document.render(uow, agreement, signatures, at=agreement.signed_at)
    stored = store_bytes(
        uow,
        content=rendered.content,
        name=f"{agreement.number}-签署件.pdf",
        media_type=rendered.media_type,
        subject_type="agreement",
        subject_id=agreement.id,
        kind="agreement_signed",
        org_id=agreement.holder_org_id,
        label="confidential",
    )
    agreement.signed_file_id = stored.id
