"""Relations of experts to their questionnaires."""

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import col

from backend.features.assessment.delphi_models import DelphiAnswer, DelphiStudy
from backend.features.assessment.delphi_states import DelphiStatus
from backend.features.experts.models import Expert
from backend.features.experts.states import ExpertStatus
from backend.kernel.policy import Actor, QueryRelation, Role


class OwnDelphiAnswer(QueryRelation):
    """The actor's own questionnaires, as long as the actor is an active expert."""

    model = DelphiAnswer

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Questionnaires sent to the actor in studies that were not called off."""
        if actor.role is not Role.EXPERT or actor.user_id is None:
            return sa.false()
        study, expert = aliased(DelphiStudy), aliased(Expert)
        standing = sa.exists().where(
            col(study.id) == col(DelphiAnswer.study_id),
            col(study.status) != DelphiStatus.CANCELLED,
        )
        active = sa.exists().where(
            col(expert.user_id) == actor.user_id, col(expert.status) == ExpertStatus.ACTIVE
        )
        return sa.and_(col(DelphiAnswer.user_id) == actor.user_id, standing, active)
