"""Relations of people to projects: the sides of the agreement that is carried out."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.implementation.models import Conversion, Project, ProjectIssue
from backend.kernel.policy import Actor, Role

HOLDER_ROLES = frozenset({Role.HOLDER, Role.ORG_ADMIN})
DEMANDER_ROLES = frozenset({Role.DEMANDER, Role.ORG_ADMIN})


@dataclass(frozen=True)
class _PartyOf:
    """The actor acts for one of the sides named in the row."""

    model: type[Project] | type[ProjectIssue] | type[Conversion]

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor acts for one of the sides."""
        del session
        if not isinstance(obj, self.model) or actor.org_id is None:
            return False
        return (actor.role in HOLDER_ROLES and actor.org_id == obj.holder_org_id) or (
            actor.role in DEMANDER_ROLES and actor.org_id == obj.demander_org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows of the actor's organisation."""
        if actor.org_id is None:
            return sa.false()
        sides: list[ColumnElement[bool]] = [sa.false()]
        if actor.role in HOLDER_ROLES:
            sides.append(col(self.model.holder_org_id) == actor.org_id)
        if actor.role in DEMANDER_ROLES:
            sides.append(
                sa.and_(
                    col(self.model.demander_org_id).is_not(None),
                    col(self.model.demander_org_id) == actor.org_id,
                )
            )
        return sa.or_(*sides)


ProjectParty = _PartyOf(Project)
IssueParty = _PartyOf(ProjectIssue)
ConversionParty = _PartyOf(Conversion)
