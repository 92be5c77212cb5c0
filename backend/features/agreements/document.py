"""The text of the contract as a printable document (5.3.2.2)."""

from collections.abc import Sequence
from datetime import datetime

from backend.features.agreements.labels import (
    CLAUSE_LABELS,
    CONTRACT_KIND_LABELS,
    LICENCE_KIND_LABELS,
    PAYMENT_SCHEME_LABELS,
    PRICING_METHOD_LABELS,
    TRANSFER_MODE_LABELS,
    ContractKind,
    LicenceKind,
    PaymentScheme,
    PricingMethod,
    TransferMode,
)
from backend.features.agreements.models import Agreement, AgreementSignature
from backend.features.agreements.sealing import canonical_sha256
from backend.features.agreements.terms import right_name, terms_of
from backend.features.identity.models import Organisation
from backend.features.outcomes.queries import right_label, rights_of
from backend.kernel import documents
from backend.kernel.clock import SHANGHAI
from backend.kernel.money import capital_amount, format_yuan
from backend.kernel.ports import RenderedDocument
from backend.kernel.uow import UnitOfWork

HOLDER_SIDE = "甲方（成果持有方）"
DEMANDER_SIDE = "乙方（需求方）"


def body_facts(
    agreement: Agreement, holder: Organisation, demander: Organisation
) -> dict[str, object]:
    """Return everything the parties agree on, for hashing."""
    return {
        "number": agreement.number,
        "draft_no": agreement.draft_no,
        "holder": {"name": holder.name, "credit_code": holder.credit_code},
        "demander": {"name": demander.name, "credit_code": demander.credit_code},
        "terms": terms_of(agreement).model_dump(mode="json"),
    }


def build(
    uow: UnitOfWork, agreement: Agreement, signatures: Sequence[AgreementSignature] = ()
) -> documents.Agreement:
    """Return the printable contract, unsigned or with its signatures."""
    holder = uow.session.get_one(Organisation, agreement.holder_org_id)
    demander = uow.session.get_one(Organisation, agreement.demander_org_id)
    by_id = {str(right.id): right for right in rights_of(uow, agreement.outcome_id)}
    rights = [by_id[str(i["right_id"])] for i in agreement.rights if str(i["right_id"]) in by_id]
    amount = agreement.amount_fen
    pricing = (
        PRICING_METHOD_LABELS[PricingMethod(agreement.pricing_method)]
        if agreement.pricing_method
        else "未约定"
    )
    clauses = [
        documents.Clause(heading=CLAUSE_LABELS[key], text=agreement.clauses.get(key, ""))
        for key in CLAUSE_LABELS
        if agreement.clauses.get(key, "").strip()
    ]
    clauses.append(documents.Clause(heading="定价方式", text=f"本合同价款以{pricing}方式确定。"))
    return documents.Agreement(
        number=agreement.number,
        version=str(agreement.draft_no),
        demo=agreement.is_demo,
        title=agreement.title,
        contract_type=CONTRACT_KIND_LABELS[ContractKind(agreement.contract_kind)],
        transfer_mode=TRANSFER_MODE_LABELS[TransferMode(agreement.transfer_mode)],
        licence_kind=(
            LICENCE_KIND_LABELS[LicenceKind(agreement.licence_kind)]
            if agreement.licence_kind
            else None
        ),
        subject=agreement.subject,
        parties=(_party(HOLDER_SIDE, holder), _party(DEMANDER_SIDE, demander)),
        rights=tuple(
            documents.ContractRight(
                kind=right_label(right),
                name=right_name(right),
                number=right.number or right.application_number or "未披露",
                expires_on=str(right.expiry_date) if right.expiry_date else None,
            )
            for right in rights
        ),
        amount=format_yuan(amount) if amount is not None else None,
        amount_capital=capital_amount(amount) if amount is not None else None,
        payment_scheme=(
            PAYMENT_SCHEME_LABELS[PaymentScheme(agreement.payment_scheme)]
            if agreement.payment_scheme
            else "未约定"
        ),
        payments=tuple(
            documents.Payment(
                condition=item["condition"],
                amount=format_yuan(int(item["amount_fen"])),
                due=item.get("due_on"),
            )
            for item in agreement.payments
        ),
        signed_on=_day(max(s.signed_at for s in signatures)) if signatures else None,
        place=agreement.place or None,
        term=(
            f"{agreement.start_date} 至 {agreement.end_date}"
            if agreement.start_date and agreement.end_date
            else None
        ),
        clauses=tuple(clauses),
        signatures=(
            _block(HOLDER_SIDE, holder, signatures),
            _block(DEMANDER_SIDE, demander, signatures),
        ),
        body_sha256=canonical_sha256(body_facts(agreement, holder, demander)),
    )


def _party(role: str, organisation: Organisation) -> documents.Party:
    return documents.Party(role=role, name=organisation.name, credit_code=organisation.credit_code)


def _block(
    role: str, organisation: Organisation, signatures: Sequence[AgreementSignature]
) -> documents.SignatureBlock:
    mine = next((s for s in signatures if s.org_id == organisation.id), None)
    if mine is None:
        return documents.SignatureBlock(role=role, party=organisation.name)
    return documents.SignatureBlock(
        role=role,
        party=organisation.name,
        signer=mine.user_name,
        meaning=mine.meaning,
        signed_at=mine.signed_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
        hash=mine.hash,
    )


def _day(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d")


def render(
    uow: UnitOfWork,
    agreement: Agreement,
    signatures: Sequence[AgreementSignature] = (),
    *,
    at: datetime | None = None,
) -> tuple[RenderedDocument, str]:
    """Return the PDF and the hash of the terms it was made from."""
    document = build(uow, agreement, signatures)
    return uow.ports.renderer.render(document, at=at or uow.now()), document.body_sha256
