"""Who may see a service request: staff all of them, a person those of their organisation."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.service_desk.models import ServiceRequest
from backend.kernel.policy import Actor, Role

ASKING = frozenset({Role.HOLDER, Role.DEMANDER, Role.ORG_ADMIN})


@dataclass(frozen=True)
class RequesterOrgMember:
    """Requests of the organisation under whose hat the actor acts."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor's organisation asked."""
        del session
        return (
            isinstance(obj, ServiceRequest)
            and actor.role in ASKING
            and actor.org_id is not None
            and obj.requester_org_id == actor.org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Requests of the actor's organisation."""
        if actor.role not in ASKING or actor.org_id is None:
            return sa.false()
        return sa.and_(
            col(ServiceRequest.requester_org_id).is_not(None),
            col(ServiceRequest.requester_org_id) == actor.org_id,
        )
