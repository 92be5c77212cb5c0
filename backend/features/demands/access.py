"""Relations of people to needs."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.demands.models import Demand
from backend.features.demands.states import DemandStatus
from backend.kernel.policy import Actor, Role


@dataclass(frozen=True)
class DemandOrgMember:
    """Needs of the organisation under whose hat a demander or administrator acts."""

    roles: frozenset[Role] = frozenset({Role.DEMANDER})

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is a need of the actor's organisation."""
        del session
        return (
            isinstance(obj, Demand)
            and actor.role in self.roles
            and actor.org_id is not None
            and obj.org_id == actor.org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Needs of the actor's organisation."""
        if actor.role not in self.roles or actor.org_id is None:
            return sa.false()
        return col(Demand.org_id) == actor.org_id


@dataclass(frozen=True)
class PublicDemand:
    """Needs that stand in the public hall, whoever asks."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is published."""
        del session, actor
        return isinstance(obj, Demand) and obj.status is DemandStatus.PUBLISHED

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Published needs."""
        del actor
        return col(Demand.status) == DemandStatus.PUBLISHED


@dataclass(frozen=True)
class HandedIn:
    """Needs that were handed in once; until then a draft is its organisation's alone."""

    roles: frozenset[Role]

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether somebody of these roles looks at a need that was handed in."""
        del session
        return isinstance(obj, Demand) and actor.role in self.roles and obj.number is not None

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Needs that were handed in."""
        if actor.role not in self.roles:
            return sa.false()
        return col(Demand.number).is_not(None)
