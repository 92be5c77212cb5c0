"""Posting name and price before signing, and what people object (promotion law, art. 18)."""

import uuid
from datetime import timedelta

from backend.features.agreements.events import AgreementObjected
from backend.features.agreements.models import Agreement, Objection, Publicity
from backend.features.agreements.queries import posting_of, posting_state
from backend.features.agreements.rules import check
from backend.features.agreements.schemas import ObjectionInput
from backend.features.agreements.service.drafts import void_posting, void_signatures
from backend.features.agreements.states import (
    AGREEMENT_WORKFLOW,
    OBJECTION_WORKFLOW,
    AgreementStatus,
)
from backend.features.agreements.terms import posting_sha256, price_text, term_facts
from backend.features.identity.models import Organisation
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries import rights_of
from backend.kernel.errors import Conflict, FieldError, Invalid
from backend.kernel.policy import SYSTEM
from backend.kernel.ports import CellAddress
from backend.kernel.uow import UnitOfWork

PRICE_FIELDS = ("/amount_fen", "/payment_scheme", "/pricing_method", "/buyer_related_note")


def announce(uow: UnitOfWork, agreement_id: uuid.UUID, expected_version: int) -> Agreement:
    """Post the outcome's name and price for the days of the setting.

    The day of the start does not count (Civil Code, art. 201).

    Raises
    ------
    Conflict
        No posting is required.
    Invalid
        The price is not settled yet.
    """
    agreement = uow.get(
        Agreement, agreement_id, "agreement.announce", expected_version=expected_version
    )
    if not agreement.publicity_required:
        raise Conflict("本协议无须公示：仅国家设立的单位采用协议定价时须公示名称与价格。")
    findings = check(term_facts(agreement, rights_of(uow, agreement.outcome_id)))
    unsettled = [f for f in findings if f.level == "missing" and f.pointer in PRICE_FIELDS]
    if unsettled:
        raise Invalid(
            unsettled[0].text, errors=tuple(FieldError(f.pointer, f.text) for f in unsettled)
        )
    if (existing := posting_of(uow, agreement.id)) is not None:
        raise Conflict(
            "公示已完成，内容未变，可直接定稿。"
            if posting_state(uow, existing) == "finished"
            else "公示正在进行。"
        )
    title = uow.session.get_one(Outcome, agreement.outcome_id).title
    today = uow.ports.calendar.local_date(uow.now())
    posting = uow.add(
        Publicity(
            agreement_id=agreement.id,
            outcome_id=agreement.outcome_id,
            outcome_title=title,
            holder_name=uow.session.get_one(Organisation, agreement.holder_org_id).name,
            transfer_mode=agreement.transfer_mode,
            price_fen=agreement.amount_fen,
            price_text=price_text(agreement),
            buyer_related=agreement.buyer_related,
            buyer_related_note=agreement.buyer_related_note,
            content_sha256=posting_sha256(agreement, title),
            start_on=today,
            end_on=today + timedelta(days=uow.ports.settings.publicity_days),
            is_demo=agreement.is_demo,
        )
    )
    AGREEMENT_WORKFLOW.fire(uow, agreement, "announce", publicity_id=posting.id)
    return agreement


def object_to(uow: UnitOfWork, publicity_id: uuid.UUID, data: ObjectionInput) -> Objection:
    """Take an objection from anybody while the posting runs.

    Raises
    ------
    Conflict
        The posting has ended.
    """
    posting = uow.get(Publicity, publicity_id, "publicity.object")
    if posting_state(uow, posting) not in {"running", "objected"}:
        raise Conflict("公示期已结束，不能再通过此处提出异议。")
    if uow.ports.calendar.local_date(uow.now()) > posting.end_on:
        raise Conflict("公示期已结束，不能再通过此处提出异议。")
    objection = Objection(
        publicity_id=posting.id,
        agreement_id=posting.agreement_id,
        author_name=data.name,
        body=data.body,
    )
    objection.contact = uow.ports.cipher.encrypt(data.contact, contact_address(objection.id))
    uow.add(objection)
    uow.record(AgreementObjected(aggregate_id=posting.agreement_id, objection_id=objection.id))
    return objection


def contact_address(objection_id: uuid.UUID) -> CellAddress:
    """Return where the contact of an objection is valid."""
    return CellAddress("objections", "contact", str(objection_id))


def dismiss_objection(
    uow: UnitOfWork, objection_id: uuid.UUID, expected_version: int, reason: str
) -> Objection:
    """Record that an objection was examined and is unfounded."""
    objection = uow.get(
        Objection, objection_id, "objection.dismiss", expected_version=expected_version
    )
    OBJECTION_WORKFLOW.fire(
        uow, objection, "dismiss", agreement_id=objection.agreement_id, reason=reason
    )
    _handled(uow, objection, reason)
    return objection


def uphold_objection(
    uow: UnitOfWork, objection_id: uuid.UUID, expected_version: int, reason: str
) -> Objection:
    """Record that an objection is founded: the posting is void, the draft open again."""
    objection = uow.get(
        Objection, objection_id, "objection.uphold", expected_version=expected_version
    )
    OBJECTION_WORKFLOW.fire(
        uow, objection, "uphold", agreement_id=objection.agreement_id, reason=reason
    )
    _handled(uow, objection, reason)
    agreement = uow.session.get_one(Agreement, objection.agreement_id)
    if agreement.status in {AgreementStatus.PUBLICITY, AgreementStatus.SIGNING}:
        voided = void_signatures(uow, agreement)
        with uow.acting_as(SYSTEM):
            AGREEMENT_WORKFLOW.fire(
                uow, agreement, "reopen", reason="公示异议成立", voided_signatures=voided
            )
        agreement.draft_no += 1
        agreement.document_file_id = None
        agreement.document_sha256 = agreement.body_sha256 = None
    if agreement.status is AgreementStatus.DRAFTING:
        void_posting(uow, agreement, "异议成立")
    return objection


def _handled(uow: UnitOfWork, objection: Objection, reason: str) -> None:
    objection.resolution = reason
    objection.handled_by = uow.actor.user_id
    objection.handled_by_name = uow.actor.name
    objection.handled_at = uow.now()
