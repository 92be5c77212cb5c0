"""Whom to tell of needs, publications and introductions, and in which words."""

import json
import uuid
from collections.abc import Callable

from backend.features.demands.models import Demand
from backend.features.identity.queries import members_with_role, organisation_names
from backend.features.library.models import LibraryRecord
from backend.features.matchmaking.models import Introduction
from backend.features.outcomes import queries as outcomes
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

Words = Callable[[UnitOfWork, OutboxEvent], tuple[str, str, str]]


def _reason(event: OutboxEvent) -> str:
    return str(json.loads(event.payload).get("reason") or "")


def demand_owners(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """Whoever wrote the need, else the demanders of its organisation."""
    demand = uow.session.get_one(Demand, event.aggregate_id)
    return _people(uow, demand.owner_id, demand.org_id, Role.DEMANDER)


def _people(
    uow: UnitOfWork, person: uuid.UUID | None, org_id: uuid.UUID | None, role: Role
) -> list[uuid.UUID]:
    members = members_with_role(uow, frozenset({role}), org_id) if org_id else []
    return [person] if person in members and person is not None else members


def about_demand(title: str) -> Words:
    """Speak of a need by its title."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        demand = uow.session.get_one(Demand, event.aggregate_id)
        return title.format(name=demand.title), _reason(event), f"/work/demands/{demand.id}"

    return words


def record_holders(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The holders of the outcome of a library record."""
    record = uow.session.get_one(LibraryRecord, event.aggregate_id)
    brief = outcomes.brief(uow, [record.outcome_id])[record.outcome_id]
    return _people(uow, brief.owner_id, brief.holder_org_id, Role.HOLDER)


def about_record(title: str, link: str) -> Words:
    """Speak of a library record by the title of its outcome."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        record = uow.session.get_one(LibraryRecord, event.aggregate_id)
        brief = outcomes.brief(uow, [record.outcome_id])[record.outcome_id]
        return title.format(name=brief.title), _reason(event), link.format(id=record.id)

    return words


def demander_side(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people of the demander in an introduction."""
    row = uow.session.get_one(Introduction, event.aggregate_id)
    return _people(uow, row.demander_user_id, row.demander_org_id, Role.DEMANDER)


def holder_side(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people of the holder in an introduction."""
    row = uow.session.get_one(Introduction, event.aggregate_id)
    return _people(uow, row.holder_user_id, row.holder_org_id, Role.HOLDER)


def both_sides(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people of both sides in an introduction."""
    return list(dict.fromkeys([*demander_side(uow, event), *holder_side(uow, event)]))


def asked_sides(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people whose consent an introduction waits for."""
    row = uow.session.get_one(Introduction, event.aggregate_id)
    people = [] if row.demander_consent_at else demander_side(uow, event)
    return [*people, *([] if row.holder_consent_at else holder_side(uow, event))]


def about_introduction(title: str) -> Words:
    """Speak of an introduction by outcome and demander."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        row = uow.session.get_one(Introduction, event.aggregate_id)
        brief = outcomes.brief(uow, [row.outcome_id])[row.outcome_id]
        names = organisation_names(uow, {row.demander_org_id})
        text = title.format(name=brief.title, demander=names.get(row.demander_org_id, ""))
        return text, _reason(event), f"/work/introductions/{row.id}"

    return words
