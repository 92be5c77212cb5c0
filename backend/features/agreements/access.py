"""Relations of people to agreements: either side, or the holder's side."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.agreements.models import Agreement
from backend.kernel.policy import Actor, Role

HOLDER_ROLES = frozenset({Role.HOLDER, Role.ORG_ADMIN})
DEMANDER_ROLES = frozenset({Role.DEMANDER, Role.ORG_ADMIN})


@dataclass(frozen=True)
class AgreementParty:
    """The actor acts for one of the two sides, under a hat that fits the side."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor acts for one of the sides."""
        del session
        if not isinstance(obj, Agreement) or actor.org_id is None:
            return False
        return (actor.role in HOLDER_ROLES and actor.org_id == obj.holder_org_id) or (
            actor.role in DEMANDER_ROLES and actor.org_id == obj.demander_org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Agreements of the actor's organisation."""
        if actor.org_id is None:
            return sa.false()
        sides: list[ColumnElement[bool]] = [sa.false()]
        if actor.role in HOLDER_ROLES:
            sides.append(col(Agreement.holder_org_id) == actor.org_id)
        if actor.role in DEMANDER_ROLES:
            sides.append(col(Agreement.demander_org_id) == actor.org_id)
        return sa.or_(*sides)


@dataclass(frozen=True)
class AgreementHolder:
    """The actor acts for the side that holds the outcome."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor acts for the holder."""
        del session
        return (
            isinstance(obj, Agreement)
            and actor.role in HOLDER_ROLES
            and actor.org_id is not None
            and actor.org_id == obj.holder_org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Agreements on outcomes of the actor's organisation."""
        if actor.role not in HOLDER_ROLES or actor.org_id is None:
            return sa.false()
        return col(Agreement.holder_org_id) == actor.org_id
