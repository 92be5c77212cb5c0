"""Relations of people to organisations and memberships."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.identity.models import Invitation, Membership, Organisation
from backend.kernel.policy import Actor, Role


@dataclass(frozen=True)
class OwnOrganisation:
    """The organisation under whose hat the actor acts."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is the actor's organisation."""
        del session
        return isinstance(obj, Organisation) and actor.org_id is not None and obj.id == actor.org_id

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Only the actor's organisation."""
        return sa.false() if actor.org_id is None else col(Organisation.id) == actor.org_id


@dataclass(frozen=True)
class AdministersMembership:
    """Memberships of the organisation that the actor administers."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor is the administrator of this membership's organisation."""
        del session
        return (
            isinstance(obj, Membership)
            and actor.role is Role.ORG_ADMIN
            and obj.org_id == actor.org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Memberships of the administered organisation."""
        if actor.role is not Role.ORG_ADMIN or actor.org_id is None:
            return sa.false()
        return col(Membership.org_id) == actor.org_id


@dataclass(frozen=True)
class OwnMembership:
    """The actor's own memberships."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is the actor's."""
        del session
        return (
            isinstance(obj, Membership)
            and actor.user_id is not None
            and obj.user_id == actor.user_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """The actor's memberships."""
        return sa.false() if actor.user_id is None else col(Membership.user_id) == actor.user_id


@dataclass(frozen=True)
class AdministersInvitation:
    """Invitations of the organisation that the actor administers."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor is the administrator of this invitation's organisation."""
        del session
        return (
            isinstance(obj, Invitation)
            and actor.role is Role.ORG_ADMIN
            and obj.org_id == actor.org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Invitations of the administered organisation."""
        if actor.role is not Role.ORG_ADMIN or actor.org_id is None:
            return sa.false()
        return col(Invitation.org_id) == actor.org_id
