"""Whom to tell about assessments, in which words: titles only, never scores or names."""

import json
import uuid
from collections.abc import Callable

from sqlmodel import col, select

from backend.features.assessment.blinding import panel_veil
from backend.features.assessment.delphi_models import DelphiStudy
from backend.features.assessment.models import AhpSheet, Assessment, PanelMember, WeightSet
from backend.features.assessment.states import LIVING, MemberStatus
from backend.features.identity.queries import members_with_role
from backend.kernel.outbox import OutboxEvent
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork

Words = Callable[[UnitOfWork, OutboxEvent], tuple[str, str, str]]


def _assessment(uow: UnitOfWork, event: OutboxEvent) -> Assessment:
    facts = json.loads(event.payload)
    identity = facts.get("assessment_id") or str(event.aggregate_id)
    return uow.session.get_one(Assessment, uuid.UUID(identity))


def about_assessment(title: str, link: str = "/work/assessments/{id}") -> Words:
    """Name the outcome of an assessment, for organisers and the holder."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        assessment = _assessment(uow, event)
        name = f"{assessment.number} {assessment.outcome_title}"
        return (
            title.format(name=name),
            "",
            link.format(id=assessment.id, outcome=assessment.outcome_id),
        )

    return words


def about_own_task(title: str) -> Words:
    """Name the outcome to its panel: without the applicant where the evaluation is double-blind."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        assessment = _assessment(uow, event)
        veiled = panel_veil(uow, assessment).text(assessment.outcome_title)
        return title.format(name=f"{assessment.number} {veiled}"), "", "/work/panel-tasks"

    return words


def about_weights(title: str) -> Words:
    """Name the weighting study of a judgement sheet."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        sheet = uow.session.get_one(AhpSheet, event.aggregate_id)
        weight_set = uow.session.get_one(WeightSet, sheet.weight_set_id)
        reason = str(json.loads(event.payload).get("reason") or "")
        return title.format(name=weight_set.title), reason, f"/work/ahp-sheets/{sheet.id}"

    return words


def about_study(title: str) -> Words:
    """Name a Delphi study; its link is the expert's own list."""

    def words(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
        study = uow.session.get_one(DelphiStudy, event.aggregate_id)
        return title.format(name=study.title), "", "/work/delphi-tasks"

    return words


def sheet_returned(uow: UnitOfWork, event: OutboxEvent) -> tuple[str, str, str]:
    """Tell a member that the sheet is open again and why."""
    del uow
    reason = str(json.loads(event.payload).get("reason") or "")
    return "评分表已退回，请修改后重新提交", reason, "/work/panel-tasks"


def organisers(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The platform service people whom the assessment does not concern under another hat."""
    assessment = _assessment(uow, event)
    concerned = {
        *members_with_role(uow, frozenset(Role), assessment.holder_org_id),
        *uow.session.exec(
            select(PanelMember.user_id).where(col(PanelMember.assessment_id) == assessment.id)
        ).all(),
    }
    staff = members_with_role(uow, frozenset({Role.OPERATOR}))
    return [user_id for user_id in staff if user_id not in concerned]


def panel(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """All living members of the panel."""
    return list(
        uow.session.exec(
            select(PanelMember.user_id).where(
                col(PanelMember.assessment_id) == _assessment(uow, event).id,
                col(PanelMember.status).in_(LIVING),
            )
        ).all()
    )


def seated(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The person whose seat it is."""
    return [uow.session.get_one(PanelMember, event.aggregate_id).user_id]


def late_member(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """A member who joins a panel that is already at work."""
    member = uow.session.get(PanelMember, event.aggregate_id)
    if member is None or member.status is not MemberStatus.PROPOSED:
        return []
    started = uow.session.exec(
        select(OutboxEvent.id).where(
            col(OutboxEvent.name) == "assessment.started",
            col(OutboxEvent.aggregate_id) == member.assessment_id,
        )
    ).first()
    if started is None or event.id < started:  # the start itself invites the panel
        return []
    return [member.user_id]


def named_people(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people the event names."""
    del uow
    facts = json.loads(event.payload)
    names = facts.get("user_ids") or [facts["user_id"]]
    return [uuid.UUID(name) for name in names]


def assessed_holders(uow: UnitOfWork, event: OutboxEvent) -> list[uuid.UUID]:
    """The people of the organisation whose outcome is assessed."""
    return members_with_role(uow, frozenset({Role.HOLDER}), _assessment(uow, event).holder_org_id)
