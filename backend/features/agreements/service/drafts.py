"""Notes, drafts and comments; every change of the terms voids what was signed."""

import uuid

from sqlmodel import col, select

from backend.features.agreements.events import (
    AgreementCommented,
    AgreementDrafted,
    AgreementRevised,
    NegotiationNoted,
)
from backend.features.agreements.labels import CLAUSE_LABELS
from backend.features.agreements.models import (
    Agreement,
    AgreementComment,
    AgreementSignature,
    NegotiationNote,
    Publicity,
)
from backend.features.agreements.rules import check, publicity_required
from backend.features.agreements.schemas import CommentInput, NoteInput, TermsInput
from backend.features.agreements.states import AGREEMENT_WORKFLOW, AgreementStatus
from backend.features.agreements.terms import posting_sha256, term_facts
from backend.features.identity import queries as identity
from backend.features.identity.models import Organisation, User
from backend.features.matchmaking import queries as matchmaking
from backend.features.matchmaking.models import Introduction
from backend.features.outcomes.models import Outcome
from backend.features.outcomes.queries import rights_of
from backend.kernel.errors import Conflict, FieldError, Invalid
from backend.kernel.ids import next_number
from backend.kernel.uow import UnitOfWork

NEGOTIABLE = frozenset({"established"})
LIVE = (
    AgreementStatus.DRAFTING,
    AgreementStatus.PUBLICITY,
    AgreementStatus.SIGNING,
    AgreementStatus.SIGNED,
)
EDITABLE = frozenset({AgreementStatus.DRAFTING, AgreementStatus.PUBLICITY, AgreementStatus.SIGNING})


def introduction_for(uow: UnitOfWork, introduction_id: uuid.UUID, permission: str) -> Introduction:
    """Load an introduction the actor may see and act on.

    Raises
    ------
    NotFound
        The actor may not see it.
    Denied
        It is visible, but this is not allowed.
    """
    introduction = uow.get(Introduction, introduction_id, "introduction.read")
    uow.require(permission, introduction)
    return introduction


def _negotiable(introduction: Introduction) -> None:
    if introduction.status.value not in NEGOTIABLE:
        raise Conflict("双方均同意对接后才能洽谈与起草协议。", status_now=introduction.status.value)


def add_note(uow: UnitOfWork, introduction_id: uuid.UUID, data: NoteInput) -> NegotiationNote:
    """Write down what was talked about (5.3.2.1); notes are kept, never changed."""
    introduction = introduction_for(uow, introduction_id, "negotiation.write")
    _negotiable(introduction)
    note = uow.add(
        NegotiationNote(
            introduction_id=introduction.id,
            author_id=uow.actor.user_id,
            author_name=uow.actor.name,
            org_id=uow.actor.org_id,
            **data.model_dump(),
        )
    )
    uow.record(NegotiationNoted(aggregate_id=introduction.id, topic=data.topic))
    return note


def open_draft(
    uow: UnitOfWork, introduction_id: uuid.UUID, data: TermsInput, *, is_demo: bool = False
) -> Agreement:
    """Open the draft of an agreement on an established introduction (6.4.1).

    Raises
    ------
    Conflict
        The introduction is not established, or it has a living agreement.
    """
    introduction = introduction_for(uow, introduction_id, "agreement.create")
    _negotiable(introduction)
    taken = uow.session.exec(
        select(Agreement.id).where(
            col(Agreement.introduction_id) == introduction.id, col(Agreement.status).in_(LIVE)
        )
    ).first()
    if taken is not None:
        raise Conflict("该对接已有协议，请在原协议上修改。", agreement_id=str(taken))
    parties = matchmaking.parties(uow, introduction.id)
    agreement = Agreement(
        number=next_number(uow.session, "HT", uow.now()),
        introduction_id=introduction.id,
        outcome_id=introduction.outcome_id,
        holder_org_id=parties.holder_org_id,
        demander_org_id=parties.demander_org_id,
        title=data.title,
        contract_kind=data.contract_kind,
        transfer_mode=data.transfer_mode,
        created_by=uow.actor.user_id,
        is_demo=is_demo or _is_demo(uow, parties.holder_org_id, parties.demander_org_id),
    )
    _write_terms(uow, agreement, data)
    uow.add(agreement)
    uow.record(AgreementDrafted(aggregate_id=agreement.id, introduction_id=introduction.id))
    return agreement


def _is_demo(uow: UnitOfWork, *org_ids: uuid.UUID) -> bool:
    if any(identity.organisation_by_id(uow, org_id).is_demo for org_id in org_ids):
        return True
    user = uow.session.get(User, uow.actor.user_id) if uow.actor.user_id else None
    return user is not None and user.is_demo


def _write_terms(uow: UnitOfWork, agreement: Agreement, data: TermsInput) -> None:
    values = data.model_dump(mode="json")
    for name in TermsInput.model_fields:
        value = getattr(data, name)
        setattr(agreement, name, values[name] if isinstance(value, list) else value)
    agreement.clauses = values["clauses"]
    for name in (
        "contract_kind", "transfer_mode", "licence_kind", "payment_scheme", "pricing_method",
    ):  # fmt: skip
        setattr(agreement, name, values[name])
    rights = rights_of(uow, agreement.outcome_id)
    known = {right.id for right in rights}
    for index, item in enumerate(data.rights):
        if item.right_id not in known:
            raise Invalid.field(f"/rights/{index}/right_id", "该知识产权不属于本成果，请重新选择。")
    if len({item.right_id for item in data.rights}) != len(data.rights):
        raise Invalid.field("/rights", "同一知识产权只能选择一次。")
    refused = [f for f in check(term_facts(agreement, rights)) if f.level == "refuse"]
    if refused:
        raise Invalid(
            refused[0].text,
            errors=tuple(FieldError(f.pointer, f"{f.text}（{f.source}）") for f in refused),
        )
    holder = uow.session.get_one(Organisation, agreement.holder_org_id)
    agreement.publicity_required = publicity_required(
        state_funded=holder.is_state_funded, pricing_method=data.pricing_method
    )


def revise(
    uow: UnitOfWork, agreement_id: uuid.UUID, expected_version: int, data: TermsInput
) -> Agreement:
    """Replace the terms; a frozen text goes back to drafting and its signatures are void.

    Raises
    ------
    Conflict
        The agreement is in force or was given up.
    Invalid
        The terms contradict the law or each other.
    """
    agreement = uow.get(
        Agreement, agreement_id, "agreement.update", expected_version=expected_version
    )
    if agreement.status not in EDITABLE:
        raise Conflict("协议已生效或已放弃，不能再修改条款。", status_now=agreement.status.value)
    _write_terms(uow, agreement, data)
    if agreement.status is AgreementStatus.SIGNING:
        _back_to_drafting(uow, agreement, "条款已修改")
    elif agreement.status is AgreementStatus.PUBLICITY and _void_stale_posting(uow, agreement):
        AGREEMENT_WORKFLOW.fire(uow, agreement, "reopen", reason="公示内容已修改，须重新公示")
    else:
        _void_stale_posting(uow, agreement)
    uow.touch(agreement)
    uow.record(AgreementRevised(aggregate_id=agreement.id))
    return agreement


def _back_to_drafting(uow: UnitOfWork, agreement: Agreement, reason: str) -> None:
    voided = void_signatures(uow, agreement)
    AGREEMENT_WORKFLOW.fire(uow, agreement, "reopen", reason=reason, voided_signatures=voided)
    agreement.draft_no += 1
    agreement.document_file_id = None
    agreement.document_sha256 = agreement.body_sha256 = None
    agreement.finalised_at = None
    _void_stale_posting(uow, agreement)


def void_signatures(uow: UnitOfWork, agreement: Agreement) -> int:
    """Void the living signatures of an agreement; return how many there were."""
    rows = uow.session.exec(
        select(AgreementSignature).where(
            col(AgreementSignature.agreement_id) == agreement.id,
            col(AgreementSignature.voided_at).is_(None),
        )
    ).all()
    for row in rows:
        row.voided_at = uow.now()
    return len(rows)


def _void_stale_posting(uow: UnitOfWork, agreement: Agreement) -> bool:
    posting = uow.session.exec(
        select(Publicity).where(
            col(Publicity.agreement_id) == agreement.id, col(Publicity.voided_at).is_(None)
        )
    ).first()
    if posting is None:
        return False
    title = uow.session.get_one(Outcome, agreement.outcome_id).title
    if agreement.publicity_required and posting.content_sha256 == posting_sha256(agreement, title):
        return False
    posting.voided_at = uow.now()
    posting.void_reason = "名称、价格或方式已修改"
    return True


def void_posting(uow: UnitOfWork, agreement: Agreement, reason: str) -> None:
    """Void the living posting of an agreement."""
    uow.session.flush()
    for posting in uow.session.exec(
        select(Publicity).where(
            col(Publicity.agreement_id) == agreement.id, col(Publicity.voided_at).is_(None)
        )
    ).all():
        posting.voided_at, posting.void_reason = uow.now(), reason[:500]


def reopen(
    uow: UnitOfWork, agreement_id: uuid.UUID, expected_version: int, reason: str
) -> Agreement:
    """Take a frozen or posted draft back to change it."""
    agreement = uow.get(
        Agreement, agreement_id, "agreement.reopen", expected_version=expected_version
    )
    if agreement.status is AgreementStatus.PUBLICITY:
        AGREEMENT_WORKFLOW.fire(uow, agreement, "reopen", reason=reason)
    else:
        _back_to_drafting(uow, agreement, reason)
    return agreement


def comment(uow: UnitOfWork, agreement_id: uuid.UUID, data: CommentInput) -> Agreement:
    """Comment on a clause (5.3.2.2); the legal adviser does it here too."""
    agreement = uow.get(Agreement, agreement_id, "agreement.comment")
    if data.clause and data.clause not in CLAUSE_LABELS:
        raise Invalid.field("/clause", "没有这一条款，可用：" + "、".join(CLAUSE_LABELS))
    uow.add(
        AgreementComment(
            agreement_id=agreement.id,
            author_id=uow.actor.user_id,
            author_name=uow.actor.name,
            author_role=uow.actor.role.value if uow.actor.role else "",
            org_id=uow.actor.org_id,
            clause=data.clause,
            level=data.level,
            body=data.body,
            draft_no=agreement.draft_no,
        )
    )
    uow.touch(agreement)
    uow.record(AgreementCommented(aggregate_id=agreement.id, clause=data.clause))
    return agreement


def cancel(
    uow: UnitOfWork, agreement_id: uuid.UUID, expected_version: int, reason: str
) -> Agreement:
    """Give the draft up; signatures and posting are void."""
    agreement = uow.get(
        Agreement, agreement_id, "agreement.cancel", expected_version=expected_version
    )
    AGREEMENT_WORKFLOW.fire(uow, agreement, "cancel", reason=reason)
    void_signatures(uow, agreement)
    void_posting(uow, agreement, "已放弃签约")
    return agreement


def terminate(
    uow: UnitOfWork, agreement_id: uuid.UUID, expected_version: int, reason: str
) -> Agreement:
    """Record that a contract in force ended early."""
    agreement = uow.get(
        Agreement, agreement_id, "agreement.terminate", expected_version=expected_version
    )
    AGREEMENT_WORKFLOW.fire(uow, agreement, "terminate", reason=reason)
    return agreement
