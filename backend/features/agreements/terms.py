"""Between rows and rules: an agreement's terms as facts."""

from collections.abc import Sequence

from backend.features.agreements.labels import (
    ContractKind,
    LicenceKind,
    PaymentScheme,
    PricingMethod,
    TransferMode,
)
from backend.features.agreements.models import Agreement
from backend.features.agreements.rules import RightFacts, TermFacts
from backend.features.agreements.schemas import TermsInput
from backend.features.agreements.sealing import canonical_sha256
from backend.features.outcomes.models import OutcomeIpRight
from backend.kernel.money import format_yuan


def terms_of(agreement: Agreement) -> TermsInput:
    """Return the terms as they were entered."""
    return TermsInput.model_validate(
        {name: getattr(agreement, name) for name in TermsInput.model_fields}
    )


def right_name(right: OutcomeIpRight) -> str:
    """Return what a right is called."""
    return right.title or right.number or right.application_number or "未命名的知识产权"


def term_facts(agreement: Agreement, rights: Sequence[OutcomeIpRight]) -> TermFacts:
    """Return what the rules look at; declared rights in the order of the declaration."""
    by_id = {str(right.id): right for right in rights}
    return TermFacts(
        contract_kind=ContractKind(agreement.contract_kind),
        transfer_mode=TransferMode(agreement.transfer_mode),
        licence_kind=LicenceKind(agreement.licence_kind) if agreement.licence_kind else None,
        subject=agreement.subject,
        amount_fen=agreement.amount_fen,
        technology_amount_fen=agreement.technology_amount_fen,
        payment_scheme=(
            PaymentScheme(agreement.payment_scheme) if agreement.payment_scheme else None
        ),
        payments_fen=tuple(int(item["amount_fen"]) for item in agreement.payments),
        pricing_method=(
            PricingMethod(agreement.pricing_method) if agreement.pricing_method else None
        ),
        start_date=agreement.start_date,
        end_date=agreement.end_date,
        rights=tuple(
            RightFacts(
                title=right_name(right),
                state=right.state,
                owner=right.owner,
                expiry_date=right.expiry_date,
                open_licence=bool(item.get("open_licence")),
                co_owner_consent=bool(item.get("co_owner_consent")),
            )
            for item in agreement.rights
            if (right := by_id.get(str(item["right_id"]))) is not None
        ),
        covers_know_how=agreement.covers_know_how,
        clauses=agreement.clauses,
        buyer_related=agreement.buyer_related,
        buyer_related_note=agreement.buyer_related_note,
    )


def price_text(agreement: Agreement) -> str:
    """Return the price as it is posted and printed."""
    if agreement.amount_fen is None:
        return "按提成方式计算，见支付约定"
    extra = "（另有提成）" if agreement.payment_scheme == PaymentScheme.ROYALTY_ENTRY else ""
    return f"人民币 {format_yuan(agreement.amount_fen)} 元{extra}"


def posting_sha256(agreement: Agreement, outcome_title: str) -> str:
    """Return the hash of what a posting must show; another price needs another posting."""
    return canonical_sha256(
        {
            "outcome_id": str(agreement.outcome_id),
            "outcome_title": outcome_title,
            "holder": str(agreement.holder_org_id),
            "transfer_mode": agreement.transfer_mode,
            "price": price_text(agreement),
            "buyer_related": agreement.buyer_related,
            "buyer_related_note": agreement.buyer_related_note,
        }
    )
