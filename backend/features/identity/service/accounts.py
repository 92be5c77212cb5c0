"""Accounts: registering, passwords, profile, first set-up."""

import hashlib
import uuid

import sqlalchemy as sa
from sqlmodel import col, select

from backend.features.identity.events import PasswordChanged, UserRegistered
from backend.features.identity.models import (
    LoginSession,
    OrganisationKind,
    SetupToken,
    User,
)
from backend.features.identity.passwords import (
    check_rules,
    hash_password,
    token_hash,
    verify_password,
)
from backend.features.identity.queries import is_set_up
from backend.features.identity.schemas import (
    OrganisationInput,
    ProfileInput,
    RegisterInput,
    SetupInput,
)
from backend.features.identity.service.organisations import (
    activate_membership,
    add_membership,
    add_organisation,
    join,
)
from backend.features.identity.states import OrganisationStatus
from backend.kernel.errors import Conflict, Invalid, NotFound, Unauthenticated
from backend.kernel.policy import SYSTEM, Role
from backend.kernel.uow import UnitOfWork


def add_user(
    uow: UnitOfWork, *, email: str, name: str, password_hash: str, is_demo: bool = False
) -> User:
    """Add a person; the address must be new.

    Raises
    ------
    Conflict
        There is an account with this address.
    """
    taken = uow.session.exec(select(User.id).where(col(User.email) == email)).first()
    if taken is not None:
        raise Conflict("该邮箱已注册，请直接登录。")
    user = uow.add(
        User(
            email=email,
            name=name,
            password_hash=password_hash,
            is_demo=is_demo,
            terms_accepted_at=uow.now(),
        )
    )
    uow.record(UserRegistered(aggregate_id=user.id))
    return user


def register(uow: UnitOfWork, data: RegisterInput, password_hash: str) -> User:
    """Make an account and ask to join (or found) an organisation (4.2.4).

    `password_hash` is computed by the caller outside the transaction.
    """
    if not data.accept_terms:
        raise Invalid.field("/accept_terms", "请阅读并同意用户协议与隐私政策。")
    user = add_user(uow, email=data.email, name=data.name, password_hash=password_hash)
    join(uow, user.id, Role(data.role), data.organisation)
    return user


def prepare_password(password: str, email: str, pointer: str = "/password") -> str:
    """Check the rules and return the hash; slow, so outside any transaction."""
    check_rules(password, email=email, pointer=pointer)
    return hash_password(password)


def change_password(uow: UnitOfWork, new_hash: str) -> None:
    """Set a new password and end all other sessions."""
    user = _me(uow)
    user.password_hash = new_hash
    uow.session.execute(
        sa.update(LoginSession)
        .where(
            col(LoginSession.user_id) == user.id,
            col(LoginSession.id) != uow.actor.session_id,
            col(LoginSession.revoked_at).is_(None),
        )
        .values(revoked_at=uow.now())
    )
    uow.record(PasswordChanged(aggregate_id=user.id))


def confirm_password(uow: UnitOfWork, password: str, pointer: str = "/password") -> None:
    """Ask for the password again before a binding act (signing, releasing).

    Raises
    ------
    Invalid
        It is wrong.
    """
    if not verify_password(password, _me(uow).password_hash):
        raise Invalid.field(pointer, "密码不正确，操作未执行。")


def update_profile(uow: UnitOfWork, data: ProfileInput) -> User:
    """Change name and language."""
    user = _me(uow)
    user.name, user.locale = data.name, data.locale
    return user


def _me(uow: UnitOfWork) -> User:
    if uow.actor.user_id is None:
        raise Unauthenticated("请先登录。")
    return uow.session.get_one(User, uow.actor.user_id)


def set_up(uow: UnitOfWork, data: SetupInput, password_hash: str) -> uuid.UUID:
    """Give a new installation its platform organisation, operator and administrator.

    Raises
    ------
    NotFound
        The link is unknown, used or older than a day.
    """
    token = uow.session.exec(
        select(SetupToken).where(col(SetupToken.token_hash) == token_hash(data.token))
    ).first()
    if token is None or token.used_at is not None or token.expires_at <= uow.now():
        raise NotFound("设置链接无效或已过期，请在服务器上重新运行 hepabridge init。")
    if is_set_up(uow):
        raise NotFound("平台已完成首次设置，请使用已有账户登录。")
    token.used_at = uow.now()
    with uow.acting_as(SYSTEM):
        user = add_user(uow, email=data.email, name=data.name, password_hash=password_hash)
        platform = add_organisation(
            uow,
            OrganisationInput(name=data.platform_name, kind=OrganisationKind.PLATFORM),
            status=OrganisationStatus.APPROVED,
        )
        for role in (Role.PLATFORM_ADMIN, Role.OPERATOR, Role.ORG_ADMIN):
            activate_membership(uow, add_membership(uow, user.id, platform.id, role))
    return user.id


def fingerprint(email: str) -> str:
    """Return the hash under which an address appears in logs."""
    return hashlib.sha256(email.encode()).hexdigest()[:12]
