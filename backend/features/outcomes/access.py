"""Relations of people to outcomes."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.outcomes.models import Outcome
from backend.kernel.policy import Actor, Role

HOLDING = frozenset({Role.HOLDER, Role.ORG_ADMIN})


@dataclass(frozen=True)
class HolderOrgMember:
    """Outcomes of the organisation under whose hat the actor acts."""

    roles: frozenset[Role] = field(default=HOLDING)

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor's organisation holds it."""
        del session
        return (
            isinstance(obj, Outcome)
            and actor.role in self.roles
            and actor.org_id is not None
            and obj.holder_org_id == actor.org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Outcomes of the actor's organisation."""
        if actor.role not in self.roles or actor.org_id is None:
            return sa.false()
        return col(Outcome.holder_org_id) == actor.org_id


@dataclass(frozen=True)
class OutcomeStaff:
    """What the platform's people see: everything handed in, and imported drafts of nobody.

    A draft that a holder is still writing is the holder's alone.
    """

    roles: frozenset[Role] = field(default=frozenset({Role.OPERATOR}))

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it was handed in, or has no owner yet."""
        del session
        return (
            isinstance(obj, Outcome)
            and actor.role in self.roles
            and (obj.number is not None or obj.owner_id is None)
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """What was handed in, and drafts without an owner."""
        if actor.role not in self.roles:
            return sa.false()
        return sa.or_(col(Outcome.number).is_not(None), col(Outcome.owner_id).is_(None))
