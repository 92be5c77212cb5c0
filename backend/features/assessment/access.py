"""Relations of people to assessments, panel seats and sheets."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.features.assessment.models import AhpSheet, Assessment, PanelMember, ScoreSheet
from backend.features.assessment.proceedings_models import AssessmentAppeal
from backend.features.assessment.states import RELEASED, AssessmentStatus, MemberStatus
from backend.features.experts.models import Expert
from backend.features.experts.states import ExpertStatus
from backend.kernel.policy import Actor, QueryRelation, Role

Concerned = type[Assessment] | type[PanelMember] | type[ScoreSheet] | type[AssessmentAppeal]
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


class Involved:
    """Rows of an assessment that concerns the actor under another hat.

    Whoever belongs to the holder's organisation or was ever asked onto the panel does not
    organise, audit or read that assessment as one of the platform's people.
    """

    def __init__(self, model: Concerned) -> None:
        self.model = model
        self.column = "id" if model is Assessment else "assessment_id"

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the row is of such an assessment; asked of the database once per session."""
        if actor.user_id is None or not isinstance(obj, self.model):
            return False
        if isinstance(obj, Assessment) and obj.holder_org_id in actor.all_org_ids:
            return True
        kept: dict[Actor, frozenset[uuid.UUID]] = session.info.setdefault("involved", {})
        if actor not in kept:
            concerning = sa.select(col(Assessment.id)).where(_concerns(actor, Assessment))
            kept[actor] = frozenset(session.execute(concerning).scalars())
        return getattr(obj, self.column) in kept[actor]

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows of assessments of the actor's organisations, or on whose panel the actor is."""
        if actor.user_id is None:
            return sa.false()
        assessment = aliased(Assessment)
        own = col(getattr(self.model, self.column))
        return sa.exists().where(col(assessment.id) == own, _concerns(actor, assessment))


def _concerns(actor: Actor, assessment: type[Assessment]) -> ColumnElement[bool]:
    seat = aliased(PanelMember)  # a query that joins the seats itself must not capture them
    asked = sa.exists().where(
        col(seat.assessment_id) == col(assessment.id), col(seat.user_id) == actor.user_id
    )
    return sa.or_(col(assessment.holder_org_id).in_(sorted(actor.all_org_ids)), asked)


class MayBeAsked:
    """Everything, for a person of the expert base: the holder may have named that person."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the actor is in the base under any hat."""
        del obj
        return bool(session.execute(sa.select(self.where(actor))).scalar())

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """All rows or none."""
        return sa.exists().where(col(Expert.user_id) == actor.user_id)


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
