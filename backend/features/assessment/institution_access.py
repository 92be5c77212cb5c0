"""Relations of an institution's people to its groups, evaluations, materials and evidence."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.features.assessment.institution_models import (
    BatchItem,
    EvaluationBatch,
    EvidenceBase,
    PoolEntry,
    WorkGroup,
    WorkGroupMember,
)
from backend.features.assessment.proceedings_models import AssessmentAppeal
from backend.kernel.policy import Actor, QueryRelation, Role

Owned = type[WorkGroup | EvaluationBatch | BatchItem | EvidenceBase | PoolEntry | AssessmentAppeal]
INSTITUTION = frozenset({Role.HOLDER, Role.ORG_ADMIN})


class OfInstitution:
    """Rows of the organisation under whose hat the actor acts."""

    def __init__(self, *models: Owned, roles: frozenset[Role] = INSTITUTION) -> None:
        self.models = models
        self.roles = roles

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor's organisation owns it."""
        del session
        return (
            isinstance(obj, self.models)
            and actor.role in self.roles
            and actor.org_id is not None
            and obj.org_id == actor.org_id
        )

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows of the actor's organisation."""
        if actor.role not in self.roles or actor.org_id is None:
            return sa.false()
        return sa.or_(*(col(model.org_id) == actor.org_id for model in self.models))


class ReviewsMaterials(QueryRelation):
    """Materials that the actor reviews: as a member of the work group or its administrator."""

    model = BatchItem

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Items of the actor's institution whose group the actor belongs to."""
        if actor.role not in INSTITUTION or actor.org_id is None:
            return sa.false()
        own = col(BatchItem.org_id) == actor.org_id
        if actor.role is Role.ORG_ADMIN:
            return own
        batch, member = aliased(EvaluationBatch), aliased(WorkGroupMember)
        seated = sa.exists().where(
            col(batch.id) == col(BatchItem.batch_id),
            col(member.group_id) == col(batch.group_id),
            col(member.user_id) == actor.user_id,
        )
        return sa.and_(own, seated)
