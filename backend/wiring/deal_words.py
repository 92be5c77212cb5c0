"""Whom to tell of agreements, projects and conversions, and in which words."""

import json
import uuid
from collections.abc import Callable, Iterable

from backend.features.agreements.models import Agreement, Objection
from backend.features.identity.queries import members_with_role
from backend.features.implementation.models import Conversion, Project, ProjectIssue
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

Words = Callable[[UnitOfWork, OutboxEvent], tuple[str, str, str]]
Recipients = Callable[[UnitOfWork, OutboxEvent], Iterable[uuid.UUID]]
Carried = Project | ProjectIssue | Conversion


def _sides(
    uow: UnitOfWork, holder_org_id: uuid.UUID, demander_org_id: uuid.UUID | None
) -> list[uuid.UUID]:
    people = members_with_role(uow, frozenset({Role.HOLDER, Role.ORG_ADMIN}), holder_org_id)
    if demander_org_id is not None:
        people += members_with_role(
            uow, frozenset({Role.DEMANDER, Role.ORG_ADMIN}), demander_org_id
        )
    return people


def _agreement(uow: UnitOfWork, event: OutboxEvent) -> Agreement:
    if event.aggregate == "objection":
        objection = uow.session.get_one(Objection, event.aggregate_id)
        return uow.session.get_one(Agreement, objection.agreement_id)
    return uow.session.get_one(Agreement, event.aggregate_id)


def parties(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people of both sides of an agreement."""
    row = _agreement(uow, event)
    return _sides(uow, row.holder_org_id, row.demander_org_id)


def about_agreement(title: str) -> Words:
    """Speak of an agreement by its title."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        row = _agreement(uow, event)
        body = str(json.loads(event.payload).get("reason") or row.number)
        return title.format(title=row.title), body, f"/work/agreements/{row.id}"

    return words


def _carried(uow: UnitOfWork, model: type[Carried], event: OutboxEvent) -> Carried:
    row = uow.session.get(model, event.aggregate_id)
    if not isinstance(row, Project | ProjectIssue | Conversion):
        raise TypeError(f"{model.__name__} {event.aggregate_id} is gone")
    return row


def sides_of(model: type[Carried]) -> Recipients:
    """The people of both sides of a project, a problem or a conversion."""

    def recipients(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
        row = _carried(uow, model, event)
        return _sides(uow, row.holder_org_id, row.demander_org_id)

    return recipients


def about_project(title: str, model: type[Carried]) -> Words:
    """Speak of a project, or of something that belongs to one."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        row = _carried(uow, model, event)
        body = str(json.loads(event.payload).get("reason") or "")
        project_id = row.id if isinstance(row, Project) else row.project_id
        if project_id is None:
            return title.format(title="自行实施的成果"), body, "/work/conversions"
        name = uow.session.get_one(Project, project_id).title
        return title.format(title=name), body, f"/work/projects/{project_id}"

    return words
