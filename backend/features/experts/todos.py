"""Candidates that wait for staff, and the profile an expert should complete."""

from sqlmodel import col, select

from backend.features.experts.models import Expert
from backend.features.experts.queries import expert_of_user, missing_fields
from backend.features.experts.states import ExpertStatus
from backend.features.identity.models import User
from backend.kernel.policy import Role
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def expert_todos(uow: UnitOfWork) -> list[Todo]:
    """Return candidates for staff; for an expert, the own incomplete profile."""
    todos: list[Todo] = []
    if uow.allows("expert.create"):
        rows = uow.session.exec(
            select(Expert, col(User.name))
            .join(User, col(User.id) == col(Expert.user_id))
            .where(col(Expert.status) == ExpertStatus.CANDIDATE)
            .limit(100)
        ).all()
        todos += [
            Todo("expert", expert.id, f"专家入库审核：{name}", f"/work/experts/{expert.id}",
                 expert.created_at)
            for expert, name in rows
        ]  # fmt: skip
    if uow.actor.role is Role.EXPERT:
        own = expert_of_user(uow, uow.actor.user_id)
        if own is not None and own.status is ExpertStatus.CANDIDATE and missing_fields(own):
            missing = "、".join(missing_fields(own))
            todos.append(
                Todo("expert", own.id, f"完善专家资料：{missing}", "/work/expert-profile",
                     own.created_at)
            )  # fmt: skip
    return todos
