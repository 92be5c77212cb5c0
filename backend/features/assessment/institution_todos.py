"""What waits for an institution's people, and for staff, in its evaluations."""

from datetime import UTC, datetime, time

from sqlmodel import col, select

from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    WorkGroup,
)
from backend.features.assessment.institution_states import (
    BatchStatus,
    ItemStatus,
    WorkGroupStatus,
)
from backend.kernel.clock import SHANGHAI
from backend.kernel.policy import Role
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork

INSIDE = frozenset({Role.HOLDER, Role.ORG_ADMIN})
MOST = 50
CLOSED = frozenset({ItemStatus.READY, ItemStatus.REJECTED})


def _due(batch: EvaluationBatch) -> datetime:
    return datetime.combine(batch.ends_on, time(18), SHANGHAI).astimezone(UTC)


def institution_todos(uow: UnitOfWork) -> list[Todo]:
    """Return what waits for the actor."""
    if uow.actor.role in INSIDE and uow.actor.org_id is not None:
        todos = _reviews(uow)
        if uow.actor.role is Role.HOLDER:
            return _collecting(uow) + todos
        return todos + _groups(uow) + _batches(uow)
    return _appeals(uow) if uow.actor.role is Role.OPERATOR else []


def _items(uow: UnitOfWork, permission: str, status: ItemStatus,
           words: str, returned: str = "") -> list[Todo]:  # fmt: skip
    rows = uow.session.exec(
        select(BatchItem, EvaluationBatch)
        .join(EvaluationBatch, col(EvaluationBatch.id) == col(BatchItem.batch_id))
        .where(
            uow.visible(permission),
            col(BatchItem.status) == status,
            col(EvaluationBatch.status) == BatchStatus.STARTED,
        )
        .order_by(col(EvaluationBatch.ends_on), col(BatchItem.id))
        .limit(MOST)
    ).all()
    return [
        Todo(
            "batch_item",
            item.id,
            f"{returned if returned and item.field_returns else words}：{item.outcome_title}",
            f"/work/evaluations/items/{item.id}",
            item.updated_at,
            _due(batch),
        )
        for item, batch in rows
    ]


def _collecting(uow: UnitOfWork) -> list[Todo]:
    return _items(
        uow, "batch_item.hand_over", ItemStatus.COLLECTING, "收集评价资料", "补正评价资料"
    )


def _reviews(uow: UnitOfWork) -> list[Todo]:
    return _items(uow, "batch_item.clear", ItemStatus.REVIEWING, "审核评价资料")


def _appeals(uow: UnitOfWork) -> list[Todo]:
    return _items(uow, "batch_item.overturn", ItemStatus.APPEALED, "处理不予评价的申诉")


def _groups(uow: UnitOfWork) -> list[Todo]:
    rows = uow.session.exec(
        select(WorkGroup)
        .where(uow.visible("work_group.appoint"), col(WorkGroup.status) == WorkGroupStatus.DRAFT)
        .order_by(col(WorkGroup.created_at))
        .limit(MOST)
    ).all()
    return [
        Todo("work_group", group.id, f"成立评价工作组：{group.name}",
             f"/work/evaluations/groups/{group.id}", group.created_at)
        for group in rows
    ]  # fmt: skip


def _batches(uow: UnitOfWork) -> list[Todo]:
    rows = uow.session.exec(
        select(EvaluationBatch)
        .where(
            uow.visible("evaluation_batch.finish"),
            col(EvaluationBatch.status).in_([BatchStatus.DRAFT, BatchStatus.STARTED]),
        )
        .order_by(col(EvaluationBatch.ends_on))
        .limit(MOST)
    ).all()
    open_batches = set(
        uow.session.exec(
            select(BatchItem.batch_id).where(
                col(BatchItem.batch_id).in_([batch.id for batch in rows]),
                col(BatchItem.status).not_in(CLOSED),
            )
        ).all()
    )
    return [
        Todo("evaluation_batch", batch.id,
             f"{'启动评价' if batch.status is BatchStatus.DRAFT else '办结评价'}：{batch.title}",
             f"/work/evaluations/{batch.id}", batch.updated_at, _due(batch))
        for batch in rows
        if batch.status is BatchStatus.DRAFT or batch.id not in open_batches
    ]  # fmt: skip
