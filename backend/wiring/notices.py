"""Event → whom to tell, in which words. One line per message."""

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backend.features.identity.models import Membership, Organisation
from backend.features.identity.queries import members_with_role
from backend.features.outcomes import queries as outcomes
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

Recipients = Callable[[UnitOfWork, OutboxEvent], Iterable[uuid.UUID]]
Words = Callable[[UnitOfWork, OutboxEvent], tuple[str, str, str]]


@dataclass(frozen=True)
class NoticeRule:
    """Whom to tell of an event; `words` gives title, body and link."""

    recipients: Recipients
    words: Words


def staff(uow: UnitOfWork, _: OutboxEvent) -> list[uuid.UUID]:
    """All platform service people."""
    return members_with_role(uow, frozenset({Role.OPERATOR}))


def member(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The person of a membership."""
    return [uow.session.get_one(Membership, event.aggregate_id).user_id]


def organisation_admins(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people who administer or founded an organisation."""
    return members_with_role(uow, frozenset({Role.ORG_ADMIN}), event.aggregate_id)


def _organisation(title: str) -> Words:
    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        name = uow.session.get_one(Organisation, event.aggregate_id).name
        return title.format(name=name), "", f"/work/organisations/{event.aggregate_id}"

    return words


def _membership(title: str) -> Words:
    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        row = uow.session.get_one(Membership, event.aggregate_id)
        name = uow.session.get_one(Organisation, row.org_id).name
        return title.format(name=name), "", "/work"

    return words


def outcome_holders(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """Whoever wrote the application, else the holders of its organisation."""
    return outcomes.holder_ids(uow, event.aggregate_id)


def _outcome(title: str, link: str = "/work/outcomes/{id}") -> Words:
    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        brief = outcomes.brief(uow, [event.aggregate_id])[event.aggregate_id]
        facts = json.loads(event.payload)
        name = f"{brief.number or ''} {brief.title}".strip()
        body = str(facts.get("reason") or "")
        return title.format(name=name), body, link.format(id=brief.id)

    return words


NOTICES: dict[str, tuple[NoticeRule, ...]] = {
    # --- outcomes
    "outcome.submitted": (NoticeRule(staff, _outcome("待形式审查：{name}", "/work/reviews/{id}")),),
    "outcome.returned": (
        NoticeRule(outcome_holders, _outcome("补正通知：{name}", "/work/outcomes/{id}/edit")),
    ),
    "outcome.accepted": (NoticeRule(outcome_holders, _outcome("受理通知：{name}")),),
    "outcome.refused": (NoticeRule(outcome_holders, _outcome("不予受理通知：{name}")),),
    "outcome.withdrawn": (NoticeRule(staff, _outcome("持有方撤回：{name}")),),
    # --- identity
    "organisation.registered": (NoticeRule(staff, _organisation("新的单位认证申请：{name}")),),
    "membership.approved": (NoticeRule(member, _membership("您在“{name}”的身份已生效")),),
    "membership.ended": (NoticeRule(member, _membership("您在“{name}”的身份已终止")),),
}
