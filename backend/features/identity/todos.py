"""What waits for staff and organisation administrators."""

from sqlmodel import col, select

from backend.features.identity.labels import ROLE_LABELS
from backend.features.identity.models import Membership, Organisation, User
from backend.features.identity.states import MembershipStatus, OrganisationStatus
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork


def identity_todos(uow: UnitOfWork) -> list[Todo]:
    """Return organisations and memberships that wait for a decision of the actor."""
    todos: list[Todo] = []
    if uow.allows("organisation.list"):
        waiting = uow.session.exec(
            select(Organisation)
            .where(
                col(Organisation.status) == OrganisationStatus.PENDING,
                uow.visible("organisation.approve"),
            )
            .limit(100)
        ).all()
        todos += [
            Todo("organisation", o.id, f"单位认证：{o.name}", f"/work/organisations/{o.id}",
                 o.created_at)
            for o in waiting
        ]  # fmt: skip
    rows = uow.session.exec(
        select(Membership, User, Organisation)
        .join(User, col(User.id) == col(Membership.user_id))
        .join(Organisation, col(Organisation.id) == col(Membership.org_id))
        .where(
            col(Membership.status) == MembershipStatus.PENDING,
            col(Organisation.status) == OrganisationStatus.APPROVED,
            uow.visible("membership.approve"),
        )
        .limit(100)
    ).all()
    todos += [
        Todo("membership", m.id, f"成员加入：{user.name} · {ROLE_LABELS[m.role][0]} · {o.name}",
             "/work/members", m.created_at)
        for m, user, o in rows
    ]  # fmt: skip
    return todos
