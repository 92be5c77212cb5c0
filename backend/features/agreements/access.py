"""Relations of people to agreements: either side, or the holder's side."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.agreements.models import Agreement
from backend.kernel.policy import Actor, Role

PARTY_ROLES = frozenset({Role.HOLDER, Role.DEMANDER, Role.ORG_ADMIN})


@dataclass(frozen=True)
class AgreementParty:
    """The actor's organisation is one of the two sides."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor acts for one of the sides."""
        del session
        return (
            isinstance(obj, Agreement)
            and actor.role in PARTY_ROLES
            and actor.org_id is not None
            and actor.org_id in {obj.holder_org_id, obj.demander_org_id}
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Agreements of the actor's organisation."""
        if actor.role not in PARTY_ROLES or actor.org_id is None:
            return sa.false()
        return sa.or_(
            col(Agreement.holder_org_id) == actor.org_id,
            col(Agreement.demander_org_id) == actor.org_id,
        )


@dataclass(frozen=True)
class AgreementHolder:
    """The actor acts for the side that holds the outcome."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor acts for the holder."""
        del session
        return (
            isinstance(obj, Agreement)
            and actor.role in {Role.HOLDER, Role.ORG_ADMIN}
            and actor.org_id is not None
            and actor.org_id == obj.holder_org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Agreements on outcomes of the actor's organisation."""
        if actor.role not in {Role.HOLDER, Role.ORG_ADMIN} or actor.org_id is None:
            return sa.false()
        return col(Agreement.holder_org_id) == actor.org_id
