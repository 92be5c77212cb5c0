"""Relations of people to introductions and suggestions."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.demands.models import Demand
from backend.features.matchmaking.models import Introduction, Suggestion
from backend.features.matchmaking.states import Side
from backend.kernel.policy import Actor, QueryRelation, Role

DEMANDER_ROLES = frozenset({Role.DEMANDER})
HOLDER_ROLES = frozenset({Role.HOLDER})


def side_of(actor: Actor, introduction: Introduction) -> Side | None:
    """Return for whom the actor speaks under the present hat."""
    if actor.org_id is None:
        return None
    if actor.role in DEMANDER_ROLES and actor.org_id == introduction.demander_org_id:
        return Side.DEMANDER
    if actor.role in HOLDER_ROLES and actor.org_id == introduction.holder_org_id:
        return Side.HOLDER
    return None


@dataclass(frozen=True)
class IntroductionParty:
    """Introductions in which the actor speaks for one of the sides."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor is on one side."""
        del session
        return isinstance(obj, Introduction) and side_of(actor, obj) is not None

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Introductions of the actor's organisation, on the side the hat is for."""
        if actor.org_id is None:
            return sa.false()
        if actor.role in DEMANDER_ROLES:
            return col(Introduction.demander_org_id) == actor.org_id
        if actor.role in HOLDER_ROLES:
            return col(Introduction.holder_org_id) == actor.org_id
        return sa.false()


@dataclass(frozen=True)
class IntroductionProposer:
    """Introductions that the actor's organisation asked for as demander."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor's organisation asked for it."""
        del session
        return (
            isinstance(obj, Introduction)
            and obj.proposed_by_side is Side.DEMANDER
            and side_of(actor, obj) is Side.DEMANDER
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Introductions that the actor's organisation asked for."""
        if actor.org_id is None or actor.role not in DEMANDER_ROLES:
            return sa.false()
        return sa.and_(
            col(Introduction.demander_org_id) == actor.org_id,
            col(Introduction.proposed_by_side) == Side.DEMANDER,
        )


@dataclass(frozen=True)
class ProposedByStaff:
    """Introductions that staff proposed, for staff."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether staff proposed it and staff asks."""
        del session
        return (
            isinstance(obj, Introduction)
            and actor.role is Role.OPERATOR
            and obj.proposed_by_side is Side.STAFF
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Introductions that staff proposed."""
        if actor.role is not Role.OPERATOR:
            return sa.false()
        return col(Introduction.proposed_by_side) == Side.STAFF


class SuggestionForOwnDemand(QueryRelation):
    """Suggestions for a need of the actor's organisation."""

    model = Suggestion

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Suggestions for the actor's needs."""
        if actor.org_id is None or actor.role not in DEMANDER_ROLES:
            return sa.false()
        return sa.exists().where(
            col(Demand.id) == col(Suggestion.demand_id), col(Demand.org_id) == actor.org_id
        )


@dataclass(frozen=True)
class IntroductionOrgAdmin:
    """Introductions of the organisation that the actor administers, on either side."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the administered organisation is one of the sides."""
        del session
        return (
            isinstance(obj, Introduction)
            and actor.role is Role.ORG_ADMIN
            and actor.org_id in {obj.demander_org_id, obj.holder_org_id}
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Introductions of the administered organisation."""
        if actor.role is not Role.ORG_ADMIN or actor.org_id is None:
            return sa.false()
        return sa.or_(
            col(Introduction.demander_org_id) == actor.org_id,
            col(Introduction.holder_org_id) == actor.org_id,
        )
