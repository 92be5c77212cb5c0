"""Relations of people to assessments, panel seats and sheets."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.features.assessment.models import AhpSheet, Assessment, PanelMember, ScoreSheet
from backend.features.assessment.states import RELEASED, AssessmentStatus, MemberStatus
from backend.features.experts.models import Expert
from backend.features.experts.states import ExpertStatus
from backend.kernel.policy import Actor, QueryRelation, Role

OPEN_TO_MEMBERS = frozenset(set(AssessmentStatus) - {AssessmentStatus.PREPARING})
WORKING = OPEN_TO_MEMBERS - {AssessmentStatus.CANCELLED}


def _is_expert(actor: Actor) -> bool:
    return actor.role is Role.EXPERT and actor.user_id is not None


class HolderOfAssessment(QueryRelation):
    """Assessments of outcomes of the actor's organisation, in some states."""

    model = Assessment

    def __init__(
        self,
        statuses: frozenset[AssessmentStatus],
        roles: frozenset[Role] = frozenset({Role.HOLDER, Role.ORG_ADMIN}),
    ) -> None:
        self.statuses = statuses
        self.roles = roles

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows of the organisation under whose hat the actor acts."""
        if actor.role not in self.roles or actor.org_id is None:
            return sa.false()
        return sa.and_(
            col(Assessment.holder_org_id) == actor.org_id,
            col(Assessment.status).in_(self.statuses),
        )


class ReleasedAssessment(QueryRelation):
    """Assessments whose result is released; before that nobody but the scorer reads scores."""

    model = Assessment

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Released rows."""
        del actor
        return col(Assessment.status).in_(RELEASED)

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the result is released."""
        del session, actor
        return isinstance(obj, Assessment) and obj.status in RELEASED


class PanelOfAssessment(QueryRelation):
    """Released assessments on whose panel the actor sits."""

    model = Assessment

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows in which the actor has a declared seat."""
        if not _is_expert(actor):
            return sa.false()
        seat = aliased(PanelMember)
        taken = sa.exists().where(
            col(seat.assessment_id) == col(Assessment.id),
            col(seat.user_id) == actor.user_id,
            col(seat.status) == MemberStatus.DECLARED,
        )
        return sa.and_(col(Assessment.status).in_(RELEASED), taken)


class OwnSeat(QueryRelation):
    """The actor's own seats: all, or only those whose declaration is signed and holds."""

    model = PanelMember

    def __init__(self, *, declared: bool) -> None:
        self.declared = declared

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Seats of the actor in assessments that have begun."""
        if not _is_expert(actor):
            return sa.false()
        # aliases: a query that joins these tables itself must not capture them
        assessment, expert = aliased(Assessment), aliased(Expert)
        begun = sa.exists().where(
            col(assessment.id) == col(PanelMember.assessment_id),
            col(assessment.status).in_(WORKING if self.declared else OPEN_TO_MEMBERS),
        )
        own = sa.and_(col(PanelMember.user_id) == actor.user_id, begun)
        if not self.declared:
            return own
        active = sa.exists().where(
            col(expert.id) == col(PanelMember.expert_id),
            col(expert.status) == ExpertStatus.ACTIVE,
        )
        return sa.and_(own, col(PanelMember.status) == MemberStatus.DECLARED, active)


class OwnScoreSheet(QueryRelation):
    """The sheet of the actor's own declared seat."""

    model = ScoreSheet

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Sheets of seats that are declared."""
        if not _is_expert(actor):
            return sa.false()
        return sa.exists().where(
            col(PanelMember.id) == col(ScoreSheet.member_id),
            OwnSeat(declared=True).where(actor),
        )


class OwnAhpSheet(QueryRelation):
    """The actor's own judgement sheets."""

    model = AhpSheet

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Sheets that the actor was asked to fill in."""
        return col(AhpSheet.user_id) == actor.user_id if _is_expert(actor) else sa.false()
