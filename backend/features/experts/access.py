"""Relations of people to experts."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.experts.models import Expert
from backend.kernel.policy import Actor, Role


@dataclass(frozen=True)
class OwnExpert:
    """The actor's own entry in the expert base, under the expert's hat."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is the actor's."""
        del session
        return (
            isinstance(obj, Expert)
            and actor.role is Role.EXPERT
            and actor.user_id is not None
            and obj.user_id == actor.user_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Only the actor's."""
        if actor.role is not Role.EXPERT or actor.user_id is None:
            return sa.false()
        return col(Expert.user_id) == actor.user_id
