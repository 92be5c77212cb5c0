"""The page of one agreement: everything both sides and the adviser see."""

from sqlmodel import col, select

from backend.features.agreements.document import DEMANDER_SIDE, HOLDER_SIDE
from backend.features.agreements.labels import (
    CLAUSE_LABELS,
    COMMENT_LEVEL_LABELS,
    LICENCE_KIND_LABELS,
    PAYMENT_SCHEME_LABELS,
    PRICING_METHOD_LABELS,
    CommentLevel,
    LicenceKind,
    PaymentScheme,
    PricingMethod,
)
from backend.features.agreements.models import (
    Agreement,
    AgreementComment,
    AgreementSignature,
    Objection,
)
from backend.features.agreements.queries import (
    agreement_rows,
    living_signatures,
    posting_of,
    publicity_view,
)
from backend.features.agreements.rules import check
from backend.features.agreements.schemas import (
    AgreementDetail,
    CommentView,
    FindingView,
    ObjectionView,
    PaymentView,
    RightView,
    SignatureView,
)
from backend.features.agreements.service.drafts import EDITABLE
from backend.features.agreements.service.posting import contact_address
from backend.features.agreements.states import (
    AGREEMENT_WORKFLOW,
    OBJECTION_WORKFLOW,
    AgreementStatus,
)
from backend.features.agreements.terms import right_name, term_facts, terms_of
from backend.features.identity.queries import role_label
from backend.features.notifications.queries import history
from backend.features.outcomes.models import Outcome, OutcomeIpRight
from backend.features.outcomes.queries import right_label, rights_of
from backend.features.taxonomy import queries as taxonomy
from backend.kernel.files import StoredFile
from backend.kernel.money import capital_amount, format_yuan
from backend.kernel.policy import Role
from backend.kernel.schema import ActionView
from backend.kernel.uow import UnitOfWork


def agreement_view(uow: UnitOfWork, agreement: Agreement) -> AgreementDetail:
    """Return one agreement with what the actor may do to it."""
    signed_by = {row.org_id for row in living_signatures(uow, agreement.id)}
    posting = posting_of(uow, agreement.id)
    stored = (
        uow.session.get(StoredFile, agreement.document_file_id)
        if agreement.document_file_id
        else None
    )
    rights = rights_of(uow, agreement.outcome_id)
    may_sign = uow.allows("agreement.sign", agreement)
    return AgreementDetail(
        **agreement_rows(uow, [agreement])[0].model_dump(),
        version=agreement.version,
        outcome_id=agreement.outcome_id,
        outcome_title=uow.session.get_one(Outcome, agreement.outcome_id).title,
        holder_org_id=agreement.holder_org_id,
        demander_org_id=agreement.demander_org_id,
        my_side=_side(uow, agreement),
        terms=terms_of(agreement),
        amount_capital=(
            capital_amount(agreement.amount_fen) if agreement.amount_fen is not None else None
        ),
        licence_kind_label=(
            LICENCE_KIND_LABELS[LicenceKind(agreement.licence_kind)]
            if agreement.licence_kind
            else None
        ),
        payment_scheme_label=(
            PAYMENT_SCHEME_LABELS[PaymentScheme(agreement.payment_scheme)]
            if agreement.payment_scheme
            else None
        ),
        pricing_method_label=(
            PRICING_METHOD_LABELS[PricingMethod(agreement.pricing_method)]
            if agreement.pricing_method
            else None
        ),
        payments=[
            PaymentView(
                condition=item["condition"],
                amount_fen=item["amount_fen"],
                amount_text=format_yuan(item["amount_fen"]),
                due_on=item.get("due_on"),
            )
            for item in agreement.payments
        ],
        rights=_rights(agreement, rights),
        findings=[
            FindingView.model_validate(f, from_attributes=True)
            for f in check(term_facts(agreement, rights))
        ],
        publicity_required=agreement.publicity_required,
        publicity=publicity_view(uow, posting) if posting else None,
        objections=_objections(uow, agreement),
        draft_no=agreement.draft_no,
        document_sha256=agreement.document_sha256,
        document_size=stored.size if stored else None,
        body_sha256=agreement.body_sha256,
        finalised_at=agreement.finalised_at,
        has_signed_copy=agreement.signed_file_id is not None,
        signatures=_signatures(uow, agreement),
        comments=_comments(uow, agreement),
        history=history(uow, agreement.id),
        can_edit=agreement.status in EDITABLE and uow.allows("agreement.update", agreement),
        can_sign=(
            agreement.status is AgreementStatus.SIGNING
            and may_sign
            and uow.actor.org_id not in signed_by
        ),
        can_comment=uow.allows("agreement.comment", agreement),
        available_actions=_actions(uow, agreement, posted=posting is not None),
    )


def _side(uow: UnitOfWork, agreement: Agreement) -> str | None:
    if not uow.allows("agreement.sign", agreement):
        return None
    return "holder" if uow.actor.org_id == agreement.holder_org_id else "demander"


def _actions(uow: UnitOfWork, agreement: Agreement, *, posted: bool) -> list[ActionView]:
    """Offer posting only where it is required and missing, freezing only after it."""
    must_post = agreement.publicity_required and not posted
    hidden = {"finalise"} if must_post else {"announce"}
    return [a for a in AGREEMENT_WORKFLOW.available(uow, agreement) if a.action not in hidden]


def _rights(agreement: Agreement, rights: list[OutcomeIpRight]) -> list[RightView]:
    chosen = {str(item["right_id"]): item for item in agreement.rights}
    return [
        RightView(
            right_id=right.id,
            kind_label=right_label(right),
            title=right_name(right),
            number=right.number or right.application_number,
            state=right.state,
            state_label=taxonomy.label("ip_state", right.state),
            owner=right.owner,
            expiry_date=right.expiry_date,
            selected=str(right.id) in chosen,
            open_licence=bool(chosen.get(str(right.id), {}).get("open_licence")),
            co_owner_consent=bool(chosen.get(str(right.id), {}).get("co_owner_consent")),
        )
        for right in rights
    ]


def _signatures(uow: UnitOfWork, agreement: Agreement) -> list[SignatureView]:
    rows = uow.session.exec(
        select(AgreementSignature)
        .where(col(AgreementSignature.agreement_id) == agreement.id)
        .order_by(col(AgreementSignature.signed_at), col(AgreementSignature.id))
    ).all()
    return [
        SignatureView(
            org_id=row.org_id,
            org_name=row.org_name,
            side_label=HOLDER_SIDE if row.org_id == agreement.holder_org_id else DEMANDER_SIDE,
            user_name=row.user_name,
            meaning=row.meaning,
            document_sha256=row.document_sha256,
            signed_at=row.signed_at,
            prev=row.prev,
            hash=row.hash,
            voided_at=row.voided_at,
        )
        for row in rows
    ]


def _comments(uow: UnitOfWork, agreement: Agreement) -> list[CommentView]:
    rows = uow.session.exec(
        select(AgreementComment)
        .where(col(AgreementComment.agreement_id) == agreement.id)
        .order_by(col(AgreementComment.created_at), col(AgreementComment.id))
        .limit(500)
    ).all()
    return [
        CommentView(
            id=row.id,
            created_at=row.created_at,
            author_name=row.author_name,
            author_role_label=role_label(Role(row.author_role)) if row.author_role else "",
            clause=row.clause,
            clause_label=CLAUSE_LABELS.get(row.clause, "整体"),
            level=CommentLevel(row.level),
            level_label=COMMENT_LEVEL_LABELS[CommentLevel(row.level)],
            body=row.body,
            draft_no=row.draft_no,
        )
        for row in rows
    ]


def _objections(uow: UnitOfWork, agreement: Agreement) -> list[ObjectionView]:
    rows = uow.session.exec(
        select(Objection)
        .where(col(Objection.agreement_id) == agreement.id)
        .order_by(col(Objection.created_at))
        .limit(200)
    ).all()
    return [objection_view(uow, row) for row in rows]


def objection_view(uow: UnitOfWork, row: Objection) -> ObjectionView:
    """Return one objection; the contact for those who must answer it."""
    contact = None
    if row.contact is not None and uow.allows("objection.dismiss", row):
        contact = uow.ports.cipher.decrypt(row.contact, contact_address(row.id))
    return ObjectionView(
        id=row.id,
        version=row.version,
        created_at=row.created_at,
        author_name=row.author_name,
        contact=contact,
        body=row.body,
        status=row.status,
        status_label=OBJECTION_WORKFLOW.label(row.status),
        resolution=row.resolution,
        handled_by_name=row.handled_by_name,
        handled_at=row.handled_at,
        available_actions=OBJECTION_WORKFLOW.available(uow, row),
    )
