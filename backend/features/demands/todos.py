"""What waits for staff and for demanders."""

from sqlmodel import col, select

from backend.features.demands.models import Demand
from backend.features.demands.states import DemandStatus
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def demand_todos(uow: UnitOfWork) -> list[Todo]:
    """Return needs that wait for a review, or for the actor to add something."""
    todos: list[Todo] = []
    for action, status, words in (
        ("publish", DemandStatus.SUBMITTED, "审核需求"),
        ("submit", DemandStatus.RETURNED, "补充需求"),
    ):
        rows = uow.session.exec(
            select(Demand)
            .where(uow.visible(f"demand.{action}"), col(Demand.status) == status)
            .order_by(col(Demand.submitted_at))
            .limit(100)
        ).all()
        todos += [
            Todo("demand", row.id, f"{words}：{row.title}", f"/work/demands/{row.id}",
                 row.submitted_at or row.updated_at)
            for row in rows
        ]  # fmt: skip
    return todos
