"""Invitations: single use, 72 hours, bound to an address and a role."""

import uuid
from datetime import timedelta

from sqlmodel import col, select

from backend.features.identity.events import InvitationSent
from backend.features.identity.labels import OPEN_ROLES, PLATFORM_ROLES
from backend.features.identity.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationKind,
    User,
)
from backend.features.identity.passwords import new_token, token_hash
from backend.features.identity.queries import organisation_by_id
from backend.features.identity.schemas import AcceptInput, InvitationInput
from backend.features.identity.service.accounts import add_user
from backend.features.identity.service.organisations import activate_membership, add_membership
from backend.features.identity.states import (
    INVITATION_WORKFLOW,
    InvitationStatus,
    MembershipStatus,
)
from backend.kernel.errors import Invalid, NotFound
from backend.kernel.policy import SYSTEM, Role
from backend.kernel.uow import UnitOfWork

LIFETIME = timedelta(hours=72)


def allowed_roles(organisation: Organisation) -> frozenset[Role]:
    """Return the hats an organisation can give: staff hats only by the platform itself."""
    extra = PLATFORM_ROLES if organisation.kind is OrganisationKind.PLATFORM else frozenset()
    return OPEN_ROLES | {Role.ORG_ADMIN} | extra


def invite(uow: UnitOfWork, data: InvitationInput) -> tuple[Invitation, str]:
    """Invite somebody into the actor's own organisation; return the secret token too.

    Raises
    ------
    Invalid
        The role cannot be given by this organisation.
    """
    uow.require("invitation.create")
    if uow.actor.org_id is None or uow.actor.user_id is None:
        raise NotFound("请先切换到单位管理员身份。")
    organisation = organisation_by_id(uow, uow.actor.org_id)
    if data.role not in allowed_roles(organisation):
        raise Invalid.field("/role", "本单位不能授予该身份。")
    token, digest = new_token()
    invitation = uow.add(
        Invitation(
            email=data.email,
            org_id=organisation.id,
            role=data.role,
            token_hash=digest,
            expires_at=uow.now() + LIFETIME,
            invited_by=uow.actor.user_id,
        )
    )
    uow.record(InvitationSent(aggregate_id=invitation.id, email=data.email, org_id=organisation.id))
    return invitation, token


def accept(uow: UnitOfWork, data: AcceptInput, password_hash: str | None) -> uuid.UUID:
    """Accept an invitation, making an account if there is none; return the user's id.

    Raises
    ------
    NotFound
        The link is unknown, used, revoked or older than 72 hours.
    Invalid
        A new account needs name and password.
    """
    invitation = uow.session.exec(
        select(Invitation).where(col(Invitation.token_hash) == token_hash(data.token))
    ).first()
    if (
        invitation is None
        or invitation.status is not InvitationStatus.OPEN
        or invitation.expires_at <= uow.now()
    ):
        raise NotFound("邀请链接无效或已过期，请联系邀请人重新发送。")
    user = uow.session.exec(select(User).where(col(User.email) == invitation.email)).first()
    with uow.acting_as(SYSTEM):
        if user is None:
            if not data.name or password_hash is None:
                raise Invalid.field("/name", "新账户须填写姓名和密码。")
            user = add_user(
                uow, email=invitation.email, name=data.name, password_hash=password_hash
            )
        elif uow.actor.user_id not in {None, user.id}:
            raise Invalid.field("/token", "该邀请发给另一个邮箱，请先退出登录。")
        INVITATION_WORKFLOW.fire(uow, invitation, "accept", user_id=user.id)
        existing = uow.session.exec(
            select(Membership).where(
                col(Membership.user_id) == user.id,
                col(Membership.org_id) == invitation.org_id,
                col(Membership.role) == invitation.role,
            )
        ).first()
        if existing is not None and existing.status is MembershipStatus.ACTIVE:
            return user.id
        if existing is not None:
            uow.session.delete(existing)
            uow.session.flush()
        activate_membership(uow, add_membership(uow, user.id, invitation.org_id, invitation.role))
    return user.id


def revoke(uow: UnitOfWork, invitation_id: uuid.UUID, expected_version: int) -> Invitation:
    """Take an invitation back."""
    invitation = uow.get(
        Invitation, invitation_id, "invitation.revoke", expected_version=expected_version
    )
    INVITATION_WORKFLOW.fire(uow, invitation, "revoke")
    return invitation
