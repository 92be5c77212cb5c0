"""Organisations and memberships: asked for by people, admitted by staff."""

import uuid

from sqlmodel import col, select

from backend.features.identity.events import (
    MembershipRequested,
    OrganisationAffiliated,
    OrganisationRegistered,
)
from backend.features.identity.models import Membership, Organisation
from backend.features.identity.schemas import OrganisationInput, ParentInput
from backend.features.identity.states import (
    MEMBERSHIP_WORKFLOW,
    ORGANISATION_WORKFLOW,
    MembershipStatus,
    OrganisationStatus,
)
from backend.kernel.errors import Conflict, Invalid
from backend.kernel.policy import SYSTEM, Role
from backend.kernel.uow import UnitOfWork


def add_organisation(
    uow: UnitOfWork,
    data: OrganisationInput,
    *,
    status: OrganisationStatus = OrganisationStatus.PENDING,
    is_demo: bool = False,
    note: str = "",
) -> Organisation:
    """Add an organisation; a credit code is held by one organisation only.

    Raises
    ------
    Conflict
        The credit code is taken.
    """
    if data.credit_code and _by_code(uow, data.credit_code) is not None:
        raise Conflict("该统一社会信用代码已登记。")
    organisation = uow.add(
        Organisation(
            name=data.name,
            kind=data.kind,
            credit_code=data.credit_code,
            is_state_funded=data.is_state_funded,
            status=status,
            is_demo=is_demo,
            note=note,
        )
    )
    uow.record(OrganisationRegistered(aggregate_id=organisation.id))
    return organisation


def _by_code(uow: UnitOfWork, code: str) -> Organisation | None:
    return uow.session.exec(
        select(Organisation).where(col(Organisation.credit_code) == code)
    ).first()


def join(uow: UnitOfWork, user_id: uuid.UUID, role: Role, data: OrganisationInput) -> Membership:
    """Ask for a hat: in an organisation known by its credit code, else in a new one.

    Whoever founds an organisation becomes its administrator when staff admit it.
    """
    known = _by_code(uow, data.credit_code) if data.credit_code else None
    if known is not None:
        if known.status in {OrganisationStatus.UNVERIFIED, OrganisationStatus.REJECTED}:
            with uow.acting_as(SYSTEM):
                ORGANISATION_WORKFLOW.fire(uow, known, "claim")
            add_membership(uow, user_id, known.id, Role.ORG_ADMIN)
        return add_membership(uow, user_id, known.id, role)
    organisation = add_organisation(uow, data)
    add_membership(uow, user_id, organisation.id, Role.ORG_ADMIN)
    return add_membership(uow, user_id, organisation.id, role)


def add_membership(
    uow: UnitOfWork, user_id: uuid.UUID, org_id: uuid.UUID, role: Role
) -> Membership:
    """Add a pending hat.

    Raises
    ------
    Conflict
        The person has or has asked for this hat.
    """
    existing = uow.session.exec(
        select(Membership).where(
            col(Membership.user_id) == user_id,
            col(Membership.org_id) == org_id,
            col(Membership.role) == role,
        )
    ).first()
    if existing is not None and existing.status is not MembershipStatus.ENDED:
        raise Conflict("您已拥有或已申请该身份。")
    if existing is not None:
        raise Conflict("该身份已被终止，请联系单位管理员重新邀请。")
    membership = uow.add(Membership(user_id=user_id, org_id=org_id, role=role))
    uow.record(MembershipRequested(aggregate_id=membership.id, org_id=org_id))
    return membership


def ensure_membership(
    uow: UnitOfWork, user_id: uuid.UUID, org_id: uuid.UUID, role: Role
) -> Membership:
    """Return the active hat, giving it first if the person has none."""
    known = uow.session.exec(
        select(Membership).where(
            col(Membership.user_id) == user_id,
            col(Membership.org_id) == org_id,
            col(Membership.role) == role,
            col(Membership.status) == MembershipStatus.ACTIVE,
        )
    ).first()
    if known is not None:
        return known
    membership = add_membership(uow, user_id, org_id, role)
    activate_membership(uow, membership)
    return membership


def activate_membership(uow: UnitOfWork, membership: Membership) -> None:
    """Make a hat effective."""
    MEMBERSHIP_WORKFLOW.fire(uow, membership, "approve", user_id=membership.user_id)


def approve_organisation(uow: UnitOfWork, org_id: uuid.UUID, expected_version: int) -> Organisation:
    """Admit an organisation together with the people who asked for it."""
    organisation = uow.get(
        Organisation, org_id, "organisation.approve", expected_version=expected_version
    )
    ORGANISATION_WORKFLOW.fire(uow, organisation, "approve")
    pending = uow.session.exec(
        select(Membership).where(
            col(Membership.org_id) == org_id, col(Membership.status) == MembershipStatus.PENDING
        )
    ).all()
    with uow.acting_as(SYSTEM):
        for membership in pending:
            activate_membership(uow, membership)
    return organisation


def reject_organisation(
    uow: UnitOfWork, org_id: uuid.UUID, expected_version: int, reason: str
) -> Organisation:
    """Refuse an organisation."""
    organisation = uow.get(
        Organisation, org_id, "organisation.reject", expected_version=expected_version
    )
    ORGANISATION_WORKFLOW.fire(uow, organisation, "reject", reason=reason)
    return organisation


def suspend_organisation(
    uow: UnitOfWork, org_id: uuid.UUID, expected_version: int, reason: str
) -> Organisation:
    """Suspend an organisation; its hats stop working at the next request."""
    organisation = uow.get(
        Organisation, org_id, "organisation.suspend", expected_version=expected_version
    )
    ORGANISATION_WORKFLOW.fire(uow, organisation, "suspend", reason=reason)
    return organisation


def set_parent(
    uow: UnitOfWork, org_id: uuid.UUID, expected_version: int, data: ParentInput
) -> Organisation:
    """Record the organisation above this one: the conflict rules ask for the group (5.1.1.1).

    Raises
    ------
    Invalid
        An organisation does not stand above itself.
    """
    organisation = uow.get(
        Organisation, org_id, "organisation.affiliate", expected_version=expected_version
    )
    if data.parent_code is not None and data.parent_code == organisation.credit_code:
        raise Invalid.field("/parent_code", "这是本单位的代码，请填写上级或控股单位的代码。")
    if organisation.parent_code != data.parent_code:
        organisation.parent_code = data.parent_code
        uow.record(OrganisationAffiliated(aggregate_id=organisation.id))
    return organisation


def approve_membership(
    uow: UnitOfWork, membership_id: uuid.UUID, expected_version: int
) -> Membership:
    """Admit a person into an organisation."""
    membership = uow.get(
        Membership, membership_id, "membership.approve", expected_version=expected_version
    )
    activate_membership(uow, membership)
    return membership


def end_membership(
    uow: UnitOfWork, membership_id: uuid.UUID, expected_version: int, reason: str
) -> Membership:
    """End a hat."""
    membership = uow.get(
        Membership, membership_id, "membership.end", expected_version=expected_version
    )
    MEMBERSHIP_WORKFLOW.fire(uow, membership, "end", user_id=membership.user_id, reason=reason)
    return membership
