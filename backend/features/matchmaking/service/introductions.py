"""Introductions: asked for, agreed to by both sides, talked about, ended (6.3.2, 7.1.2.5)."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select

from backend.features.demands import queries as demands
from backend.features.demands.models import Demand
from backend.features.demands.states import DemandStatus
from backend.features.identity import queries as identity
from backend.features.identity.states import OrganisationStatus
from backend.features.library import queries as library
from backend.features.matchmaking.access import side_of
from backend.features.matchmaking.events import (
    ContactNoted,
    IntroductionConsented,
    IntroductionProposed,
)
from backend.features.matchmaking.models import ContactNote, Introduction
from backend.features.matchmaking.schemas import ContactNoteInput, IntroductionInput
from backend.features.matchmaking.states import OPEN, WORKFLOW, IntroductionStatus, Side
from backend.features.outcomes import queries as outcomes
from backend.features.outcomes.queries.facts import confidential_note
from backend.features.service_desk import service as service_desk
from backend.features.service_desk.states import RequestKind
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, Denied, Invalid, NotFound
from backend.kernel.ids import next_number
from backend.kernel.policy import SYSTEM, Role
from backend.kernel.uow import UnitOfWork

ANSWER_DAYS = 5
TALKING = frozenset({IntroductionStatus.ESTABLISHED, IntroductionStatus.AGREED})


@dataclass(frozen=True)
class _Demander:
    org_id: uuid.UUID
    user_id: uuid.UUID | None
    side: Side


def propose_introduction(uow: UnitOfWork, data: IntroductionInput) -> Introduction:
    """Ask for an introduction to the holder of a published outcome.

    A demander who asks has agreed by asking; when staff propose, both sides must agree.

    Raises
    ------
    Invalid
        The outcome is not public, the need is not the demander's, or both sides are one.
    Conflict
        There is an open introduction of this demander to this outcome.
    """
    uow.require("introduction.propose")
    record = library.published_record(uow, data.record_id)
    if record is None:
        raise Invalid.field("/record_id", "该成果不在信息库中或已下架。")
    outcome = outcomes.brief(uow, [record.outcome_id])[record.outcome_id]
    demander = _demander(uow, data.demand_id)
    if demander.org_id == outcome.holder_org_id:
        raise Invalid.field("/record_id", "该成果由本单位持有，无需申请对接。")
    _refuse_second(uow, outcome.id, demander.org_id)
    now = uow.now()
    introduction = uow.add(
        Introduction(
            number=next_number(uow.session, "DJ", now),
            outcome_id=outcome.id,
            record_id=record.id,
            demand_id=data.demand_id,
            demander_org_id=demander.org_id,
            demander_user_id=demander.user_id,
            holder_org_id=outcome.holder_org_id,
            holder_user_id=outcome.owner_id,
            proposed_by_side=demander.side,
            proposed_by=uow.actor.user_id,
            message=data.message,
            demander_consent_at=now if demander.side is Side.DEMANDER else None,
            is_demo=record.is_demo,
        )
    )
    uow.record(
        IntroductionProposed(
            aggregate_id=introduction.id, outcome_id=outcome.id, side=demander.side.value
        )
    )
    service_desk.open_request(
        uow,
        kind=RequestKind.INTRODUCTION,
        subject_type="introduction",
        subject_id=introduction.id,
        title=outcome.title,
        link=f"/work/introductions/{introduction.id}",
        requester_org_id=demander.org_id,
        due_days=ANSWER_DAYS,
    )
    return introduction


def _demander(uow: UnitOfWork, demand_id: uuid.UUID | None) -> _Demander:
    demand = _own_demand(uow, demand_id) if demand_id else None
    if uow.actor.role is Role.DEMANDER:
        if uow.actor.org_id is None:
            raise Denied("请先选择需求方身份。")
        return _Demander(uow.actor.org_id, uow.actor.user_id, Side.DEMANDER)
    if demand is None:
        raise Invalid.field("/demand_id", "平台推荐对接须选择一条已发布的需求。")
    if demand.org_id is None:
        raise Invalid.field("/demand_id", "该需求未披露需求方，无法对接。")
    organisation = identity.organisation_by_id(uow, demand.org_id)
    if organisation.status is not OrganisationStatus.APPROVED:
        raise Invalid.field("/demand_id", "需求方尚未在平台认证，无法征求其同意。")
    return _Demander(demand.org_id, demand.owner_id, Side.STAFF)


def _own_demand(uow: UnitOfWork, demand_id: uuid.UUID) -> Demand:
    demand = next(iter(demands.published(uow, [demand_id])), None)
    if demand is None:
        raise Invalid.field("/demand_id", "需求不存在或未发布。")
    if uow.actor.role is Role.DEMANDER and demand.org_id != uow.actor.org_id:
        raise Invalid.field("/demand_id", "只能选择本单位发布的需求。")
    return demand


def _refuse_second(uow: UnitOfWork, outcome_id: uuid.UUID, demander_org_id: uuid.UUID) -> None:
    open_one = uow.session.exec(
        select(Introduction).where(
            col(Introduction.outcome_id) == outcome_id,
            col(Introduction.demander_org_id) == demander_org_id,
            col(Introduction.status).in_(OPEN),
        )
    ).first()
    if open_one is not None:
        raise Conflict(
            f"双方已有进行中的对接 {open_one.number}，请在原对接中继续。",
            introduction_id=str(open_one.id),
        )


def consent(uow: UnitOfWork, introduction_id: uuid.UUID, expected_version: int) -> Introduction:
    """Agree for one's own side; with the second consent the introduction is established.

    Raises
    ------
    Conflict
        It is no longer waiting, or this side has agreed.
    """
    introduction = uow.get(
        Introduction, introduction_id, "introduction.consent", expected_version=expected_version
    )
    side = side_of(uow.actor, introduction)
    if introduction.status is not IntroductionStatus.PROPOSED or side is None:
        raise Conflict(f"当前状态为“{WORKFLOW.label(introduction.status)}”，不能“同意对接”。")
    now = uow.now()
    if side is Side.DEMANDER:
        if introduction.demander_consent_at is not None:
            raise Conflict("贵方已同意，请等待对方答复。")
        introduction.demander_consent_at = now
        introduction.demander_user_id = uow.actor.user_id
    else:
        if introduction.holder_consent_at is not None:
            raise Conflict("贵方已同意，请等待对方答复。")
        introduction.holder_consent_at = now
        introduction.holder_user_id = uow.actor.user_id
    uow.record(IntroductionConsented(aggregate_id=introduction.id, side=side.value))
    service_desk.respond(uow, introduction.id, RequestKind.INTRODUCTION)
    if introduction.demander_consent_at and introduction.holder_consent_at:
        with uow.acting_as(SYSTEM):
            WORKFLOW.fire(uow, introduction, "establish", outcome_id=introduction.outcome_id)
        introduction.established_at = now
        service_desk.complete(uow, introduction.id, RequestKind.INTRODUCTION)
    return introduction


def decline(
    uow: UnitOfWork, introduction_id: uuid.UUID, expected_version: int, reason: str
) -> Introduction:
    """Say no, with the reason; the side that asked takes its wish back instead.

    Raises
    ------
    Conflict
        The side that asked cannot decline its own wish.
    """
    introduction = uow.get(
        Introduction, introduction_id, "introduction.decline", expected_version=expected_version
    )
    side = side_of(uow.actor, introduction)
    if side is introduction.proposed_by_side:
        raise Conflict("这是贵方提出的对接，如不再需要请“撤回申请”。")
    WORKFLOW.fire(
        uow, introduction, "decline", reason=reason, side=side.value if side else Side.STAFF.value
    )
    _end(uow, introduction, reason)
    service_desk.complete(uow, introduction.id, RequestKind.INTRODUCTION)
    return introduction


def withdraw(
    uow: UnitOfWork, introduction_id: uuid.UUID, expected_version: int, reason: str
) -> Introduction:
    """Take a wish back before both sides agreed."""
    introduction = uow.get(
        Introduction, introduction_id, "introduction.withdraw", expected_version=expected_version
    )
    WORKFLOW.fire(uow, introduction, "withdraw", reason=reason)
    _end(uow, introduction, reason)
    service_desk.cancel(uow, introduction.id, RequestKind.INTRODUCTION, "申请方撤回")
    return introduction


def end_without_agreement(
    uow: UnitOfWork, introduction_id: uuid.UUID, expected_version: int, reason: str
) -> Introduction:
    """End the talks of an established introduction without an agreement."""
    introduction = uow.get(
        Introduction, introduction_id, "introduction.fail", expected_version=expected_version
    )
    WORKFLOW.fire(uow, introduction, "fail", reason=reason)
    _end(uow, introduction, reason)
    return introduction


def _end(uow: UnitOfWork, introduction: Introduction, reason: str) -> None:
    introduction.ended_at = uow.now()
    introduction.end_reason = reason


def _by_id(uow: UnitOfWork, introduction_id: uuid.UUID) -> Introduction:
    introduction = uow.session.get(Introduction, introduction_id)
    if introduction is None:
        raise NotFound("对接不存在。")
    return introduction


def mark_agreed(uow: UnitOfWork, introduction_id: uuid.UUID) -> Introduction:
    """Note that an agreement was signed, as the platform, in the caller's transaction."""
    introduction = _by_id(uow, introduction_id)
    if introduction.status is IntroductionStatus.AGREED:
        return introduction
    with uow.acting_as(SYSTEM):
        WORKFLOW.fire(uow, introduction, "agree")
    _end(uow, introduction, "")
    return introduction


def mark_failed(uow: UnitOfWork, introduction_id: uuid.UUID, reason: str) -> Introduction:
    """Note that the talks failed, as the platform, in the caller's transaction."""
    introduction = _by_id(uow, introduction_id)
    if introduction.status is IntroductionStatus.FAILED:
        return introduction
    with uow.acting_as(SYSTEM):
        WORKFLOW.fire(uow, introduction, "fail", reason=reason)
    _end(uow, introduction, reason)
    return introduction


def add_contact(
    uow: UnitOfWork, introduction_id: uuid.UUID, expected_version: int, data: ContactNoteInput
) -> Introduction:
    """Write a contact into the common history; meetings on site and online stand side by side.

    Raises
    ------
    Conflict
        The introduction is not established.
    Invalid
        The contact lies in the future, or the next date before it.
    """
    introduction = uow.get(
        Introduction, introduction_id, "introduction.note", expected_version=expected_version
    )
    if introduction.status not in TALKING:
        raise Conflict("双方均同意对接后才能记录沟通。")
    if data.happened_on > uow.now().astimezone(SHANGHAI).date():
        raise Invalid.field("/happened_on", "沟通日期不能晚于今天；计划请填写下一步日期。")
    if data.next_date is not None and data.next_date < data.happened_on:
        raise Invalid.field("/next_date", "下一步日期不能早于沟通日期。")
    uow.add(
        ContactNote(
            introduction_id=introduction.id,
            author_id=uow.actor.user_id,
            author_name=uow.actor.name,
            org_id=uow.actor.org_id,
            **data.model_dump(),
        )
    )
    uow.touch(introduction)
    uow.record(ContactNoted(aggregate_id=introduction.id))
    return introduction


def read_secrets(uow: UnitOfWork, introduction_id: uuid.UUID) -> tuple[str, str]:
    """Return the confidential notes of outcome and need; who read them is written down.

    Raises
    ------
    Conflict
        Both sides have not agreed yet.
    """
    introduction = uow.get(Introduction, introduction_id, "introduction.read_confidential")
    if introduction.status not in TALKING:
        raise Conflict("双方均同意对接后才能查看保密内容。")
    uow.note("introduction.confidential_read", "introduction", introduction.id)
    demand_note = ""
    if introduction.demand_id is not None:
        demand = uow.session.get(Demand, introduction.demand_id)
        if demand is not None and demand.status is not DemandStatus.WITHDRAWN:
            demand_note = demands.confidential_note(uow, demand)
    return confidential_note(uow, introduction.outcome_id), demand_note
