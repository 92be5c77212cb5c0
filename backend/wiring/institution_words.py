"""Whom to tell about an institution's evaluation, in which words."""

import json
import uuid
from collections.abc import Callable

from sqlmodel import col, select

from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroupMember,
)
from backend.features.identity.queries import members_with_role
from backend.features.outcomes import queries as outcomes
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

Words = Callable[[UnitOfWork, OutboxEvent], tuple[str, str, str]]


def about_item(title: str) -> Words:
    """Name the outcome whose materials are meant; the reason is the body."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        item = uow.session.get_one(BatchItem, event.aggregate_id)
        reason = str(json.loads(event.payload).get("reason") or "")
        return title.format(name=item.outcome_title), reason, f"/work/evaluations/items/{item.id}"

    return words


def about_batch(title: str) -> Words:
    """Name an evaluation."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        batch = uow.session.get_one(EvaluationBatch, event.aggregate_id)
        name = f"{batch.number} {batch.title}"
        return title.format(name=name), "", f"/work/evaluations/{batch.id}"

    return words


def item_holders(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """Whoever wrote the application, else the holders of its organisation."""
    item = uow.session.get_one(BatchItem, event.aggregate_id)
    return outcomes.holder_ids(uow, item.outcome_id)


def item_reviewers(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The seated members with an account, and the administrators of the institution."""
    item = uow.session.get_one(BatchItem, event.aggregate_id)
    batch = uow.session.get_one(EvaluationBatch, item.batch_id)
    seated = uow.session.exec(
        select(WorkGroupMember.user_id).where(
            col(WorkGroupMember.group_id) == batch.group_id,
            col(WorkGroupMember.user_id).is_not(None),
        )
    ).all()
    admins = members_with_role(uow, frozenset({Role.ORG_ADMIN}), item.org_id)
    return list(dict.fromkeys([*(one for one in seated if one), *admins]))


def batch_holders(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The holders of the institution that evaluates."""
    batch = uow.session.get_one(EvaluationBatch, event.aggregate_id)
    return members_with_role(uow, frozenset({Role.HOLDER}), batch.org_id)
