"""Commands on the expert base."""

import uuid
from datetime import date

from sqlmodel import col, select

from backend.features.experts.events import (
    ExpertProposed,
    ExpertUpdated,
    TieDeclared,
    TieEnded,
)
from backend.features.experts.models import (
    EngagementEnd,
    Expert,
    ExpertEngagement,
    ExpertTie,
    OrganisationTie,
    TieKind,
)
from backend.features.experts.queries import expert_of_user
from backend.features.experts.schemas import ExpertCreateInput, ExpertInput, TieInput
from backend.features.experts.states import EXPERT_WORKFLOW, ExpertStatus
from backend.features.identity.models import Membership, Organisation, User
from backend.features.identity.states import MembershipStatus
from backend.features.taxonomy.queries import known
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Conflict, Invalid, NotFound
from backend.kernel.policy import Role
from backend.kernel.uow import UnitOfWork


def _check_fields(data: ExpertInput) -> None:
    for position, code in enumerate(data.fields):
        if not known("tech_field", code):
            raise Invalid.field(
                f"/fields/{position}", f"“{code}”不是技术领域的选项，请从列表选择。"
            )


def add_expert(
    uow: UnitOfWork,
    user_id: uuid.UUID,
    org_id: uuid.UUID,
    data: ExpertInput,
    *,
    is_demo: bool = False,
) -> Expert:
    """Enter a person into the expert base as a candidate.

    Raises
    ------
    Conflict
        The person is in it already.
    """
    _check_fields(data)
    if expert_of_user(uow, user_id) is not None:
        raise Conflict("该人员已在专家库中。")
    expert = uow.add(
        Expert(
            user_id=user_id,
            org_id=org_id,
            is_demo=is_demo,
            **data.model_dump(exclude={"email"}),
        )
    )
    uow.record(ExpertProposed(aggregate_id=expert.id))
    return expert


def propose_expert(uow: UnitOfWork, data: ExpertCreateInput) -> Expert:
    """Enter somebody known by e-mail; they must wear the expert's hat.

    Raises
    ------
    Invalid
        There is no such account with an active expert membership.
    """
    uow.require("expert.create")
    row = uow.session.exec(
        select(User, Membership)
        .join(Membership, col(Membership.user_id) == col(User.id))
        .where(
            col(User.email) == data.email.casefold(),
            col(Membership.role) == Role.EXPERT,
            col(Membership.status) == MembershipStatus.ACTIVE,
        )
        .order_by(col(Membership.created_at))
    ).first()
    if row is None:
        raise Invalid.field("/email", "没有以专家身份生效的账户，请先邀请其加入所在单位。")
    user, membership = row
    return add_expert(uow, user.id, membership.org_id, data)


def apply(uow: UnitOfWork, data: ExpertInput) -> Expert:
    """Enter oneself as a candidate."""
    uow.require("expert.apply")
    if uow.actor.user_id is None or uow.actor.org_id is None:
        raise Conflict("请先切换到专家身份。")
    return add_expert(uow, uow.actor.user_id, uow.actor.org_id, data)


def update_expert(
    uow: UnitOfWork, expert_id: uuid.UUID, expected_version: int, data: ExpertInput
) -> Expert:
    """Change a profile; an admitted expert's category and sector are changed by staff only.

    Raises
    ------
    Invalid
        The expert tried to change category or sector after admission, or would end up incomplete.
    """
    expert = uow.get(Expert, expert_id, "expert.update", expected_version=expected_version)
    _check_fields(data)
    if expert.status is ExpertStatus.ACTIVE:
        if not uow.allows("expert.create"):
            if data.category != expert.category:
                raise Invalid.field("/category", "入库后类别由平台服务人员调整。")
            if data.source_sector != expert.source_sector:
                raise Invalid.field("/source_sector", "入库后来源类别由平台服务人员调整。")
        if data.source_sector is None:
            raise Invalid.field("/source_sector", "在库专家须有来源类别。")
        if not data.fields:
            raise Invalid.field("/fields", "在库专家须有专业领域。")
    expert.sqlmodel_update(data.model_dump())
    uow.record(ExpertUpdated(aggregate_id=expert.id))
    return expert


def activate_expert(uow: UnitOfWork, expert_id: uuid.UUID, expected_version: int) -> Expert:
    """Admit an expert (clause 5.1.1.1: never without a sector)."""
    expert = uow.get(Expert, expert_id, "expert.activate", expected_version=expected_version)
    EXPERT_WORKFLOW.fire(uow, expert, "activate")
    return expert


def suspend_expert(
    uow: UnitOfWork, expert_id: uuid.UUID, expected_version: int, reason: str
) -> Expert:
    """Suspend an expert; no new task is given."""
    expert = uow.get(Expert, expert_id, "expert.suspend", expected_version=expected_version)
    EXPERT_WORKFLOW.fire(uow, expert, "suspend", reason=reason)
    return expert


def declare_tie(
    uow: UnitOfWork, expert_id: uuid.UUID, expected_version: int, data: TieInput
) -> Expert:
    """Put a relation to an organisation on record.

    Raises
    ------
    Invalid
        The organisation named by id does not exist.
    """
    expert = uow.get(Expert, expert_id, "expert.declare_tie", expected_version=expected_version)
    org_id = data.org_id
    if org_id is not None and uow.session.get(Organisation, org_id) is None:
        raise Invalid.field("/org_id", "单位不存在。")
    if org_id is None:
        org_id = uow.session.exec(
            select(Organisation.id).where(col(Organisation.name) == data.org_name)
        ).first()
    uow.add(ExpertTie(expert_id=expert.id, **data.model_dump(exclude={"org_id"}), org_id=org_id))
    uow.touch(expert)
    uow.record(TieDeclared(aggregate_id=expert.id))
    return expert


def end_tie(
    uow: UnitOfWork, expert_id: uuid.UUID, tie_id: uuid.UUID, expected_version: int
) -> Expert:
    """End a declared relation; it stays on record.

    Raises
    ------
    NotFound
        This expert has no such relation.
    """
    expert = uow.get(Expert, expert_id, "expert.declare_tie", expected_version=expected_version)
    tie = uow.session.get(ExpertTie, tie_id)
    if tie is None or tie.expert_id != expert.id:
        raise NotFound("没有这条利益关系。")
    if tie.ended_on is not None:
        raise Conflict("该关系已终止。")
    tie.ended_on = uow.now().astimezone(SHANGHAI).date()
    uow.touch(expert)
    uow.record(TieEnded(aggregate_id=expert.id))
    return expert


def engage(
    uow: UnitOfWork, expert_id: uuid.UUID, subject_type: str, subject_id: uuid.UUID, title: str
) -> None:
    """Add a task to an expert's load; taking up a task again opens the same row."""
    row = _engagement(uow, expert_id, subject_id)
    if row is not None:
        row.ended_at, row.end = None, None
        return
    uow.add(
        ExpertEngagement(
            expert_id=expert_id,
            subject_type=subject_type,
            subject_id=subject_id,
            title=title[:255],
            started_at=uow.now(),
        )
    )


def disengage(
    uow: UnitOfWork, expert_id: uuid.UUID, subject_id: uuid.UUID, end: EngagementEnd
) -> None:
    """End a task; it stays in the expert's history."""
    row = _engagement(uow, expert_id, subject_id)
    if row is not None and row.ended_at is None:
        row.ended_at, row.end = uow.now(), end


def _engagement(
    uow: UnitOfWork, expert_id: uuid.UUID, subject_id: uuid.UUID
) -> ExpertEngagement | None:
    return uow.session.exec(
        select(ExpertEngagement).where(
            col(ExpertEngagement.expert_id) == expert_id,
            col(ExpertEngagement.subject_id) == subject_id,
        )
    ).first()


def record_organisation_tie(
    uow: UnitOfWork,
    first_id: uuid.UUID,
    second_id: uuid.UUID,
    kind: TieKind,
    *,
    reference: str = "",
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Record a relation of two organisations (a contract of the platform) once.

    Recorded again it may reach further: a payment comes after the signature.
    """
    known = uow.session.exec(
        select(OrganisationTie).where(
            col(OrganisationTie.first_id) == first_id,
            col(OrganisationTie.second_id) == second_id,
            col(OrganisationTie.kind) == kind,
            col(OrganisationTie.reference) == reference,
        )
    ).first()
    if known is None:
        uow.add(
            OrganisationTie(
                first_id=first_id, second_id=second_id, kind=kind, reference=reference,
                since=since, until=until,
            )
        )  # fmt: skip
    elif until is not None and (known.until is None or until > known.until):
        known.until = until
