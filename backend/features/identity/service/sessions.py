"""Logging in and out; sessions live on the server and can be revoked at once."""

import hashlib
import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from backend.features.identity.events import UserLoggedIn, UserLoggedOut, UserReauthenticated
from backend.features.identity.models import (
    LoginFailure,
    LoginSession,
    Membership,
    Organisation,
    User,
)
from backend.features.identity.passwords import new_token, token_hash, verify_password
from backend.features.identity.queries import hats_of
from backend.features.identity.schemas import LoginInput
from backend.features.identity.states import MembershipStatus, OrganisationStatus
from backend.kernel.clock import Clock
from backend.kernel.errors import Invalid, NotFound, TooMany
from backend.kernel.policy import ANONYMOUS, Actor
from backend.kernel.settings import Settings
from backend.kernel.uow import House, RequestInfo, UnitOfWork

LOCK_AFTER = 10
LOCK_WINDOW = timedelta(minutes=15)
TOUCH_EVERY = timedelta(minutes=5)


_HATS = sa.inspect(Membership).local_table.alias()  # all hats, beside the one that is worn
_HAT = _HATS.c
# Built once: every request runs it, and building costs more than running.
_LOGIN: sa.Executable = (
    sa.select(
        col(LoginSession.id),
        col(LoginSession.user_id),
        col(LoginSession.last_seen_at),
        col(LoginSession.expires_at),
        col(LoginSession.revoked_at),
        col(LoginSession.authenticated_at),
        col(User.name),
        col(User.is_active),
        col(Membership.id).label("membership_id"),
        col(Membership.org_id),
        col(Membership.role),
        col(Membership.status),
        col(Organisation.status).label("org_status"),
        _HAT.org_id.label("any_org_id"),
    )
    .join(User, col(User.id) == col(LoginSession.user_id))
    .outerjoin(Membership, col(Membership.id) == col(LoginSession.membership_id))
    .outerjoin(Organisation, col(Organisation.id) == col(Membership.org_id))
    .outerjoin(
        _HATS,
        sa.and_(_HAT.user_id == col(LoginSession.user_id), _HAT.status == MembershipStatus.ACTIVE),
    )
    .where(col(LoginSession.token_hash) == sa.bindparam("digest"))
)


def resolve_actor(session: Session, token: str, *, clock: Clock, settings: Settings) -> Actor:
    """Return who a session token belongs to, now: revoked, idle or ended hats do not count."""
    connection = session.connection()
    rows = connection.execute(_LOGIN, {"digest": token_hash(token)}).all()
    row = rows[0] if rows else None
    if row is None or row.revoked_at is not None or not row.is_active:
        return ANONYMOUS
    now = clock.now()
    idle = timedelta(minutes=settings.session_idle_minutes)
    if row.expires_at <= now or row.last_seen_at + idle <= now:
        return ANONYMOUS
    if now - row.last_seen_at > TOUCH_EVERY:
        session.info["touch"] = row.id  # the web writes it after the request
    live = row.status is MembershipStatus.ACTIVE and row.org_status is OrganisationStatus.APPROVED
    return Actor(
        user_id=row.user_id,
        name=row.name,
        role=row.role if live else None,
        org_id=row.org_id if live else None,
        membership_id=row.membership_id if live else None,
        session_id=row.id,
        all_org_ids=frozenset(r.any_org_id for r in rows if r.any_org_id),
        authenticated_at=row.authenticated_at,
    )


def touch(house: House, session_id: uuid.UUID) -> None:
    """Note that a session is in use (at most every five minutes)."""
    with house.database.writing() as session:
        session.execute(
            sa.update(LoginSession)
            .where(col(LoginSession.id) == session_id)
            .values(last_seen_at=house.clock.now())
        )
        session.commit()


def _digest(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()


def _failures(uow: UnitOfWork, digest: str) -> int:
    return uow.session.exec(
        select(sa.func.count())
        .select_from(LoginFailure)
        .where(
            col(LoginFailure.email_hash) == digest,
            col(LoginFailure.at) > uow.now() - LOCK_WINDOW,
        )
    ).one()


def log_in(house: House, data: LoginInput, info: RequestInfo) -> tuple[str, uuid.UUID]:
    """Check e-mail and password, open a session; return its token and the user's id.

    The slow comparison happens outside any transaction.

    Raises
    ------
    TooMany
        Ten failures within 15 minutes for this address.
    Invalid
        The pair is wrong; unknown addresses get the same answer in the same time.
    """
    digest = _digest(data.email)
    now = house.clock.now()
    with house.reading() as uow:
        failures = _failures(uow, digest)
        user = uow.session.exec(select(User).where(col(User.email) == data.email)).first()
    if failures >= LOCK_AFTER:
        raise TooMany("登录失败次数过多，请 15 分钟后再试或联系平台工作人员。")
    stored = user.password_hash if user and user.is_active else None
    if not verify_password(data.password, stored) or user is None:
        with house.unit_of_work() as uow:
            uow.add(LoginFailure(email_hash=digest, ip=info.ip, at=now))
        raise Invalid.field("/password", "邮箱或密码不正确。")
    with house.unit_of_work(Actor(user_id=user.id, name=user.name), info) as uow:
        uow.session.execute(sa.delete(LoginFailure).where(col(LoginFailure.email_hash) == digest))
        token = open_session(uow, user.id)
        uow.record(UserLoggedIn(aggregate_id=user.id))
    return token, user.id


def open_session(
    uow: UnitOfWork, user_id: uuid.UUID, membership_id: uuid.UUID | None = None
) -> str:
    """Open a session under the last hat worn (or the first there is); return the token."""
    token, digest = new_token()
    if membership_id is None:
        membership_id = _last_hat(uow, user_id)
    settings = uow.ports.settings
    now: datetime = uow.now()
    uow.add(
        LoginSession(
            token_hash=digest,
            user_id=user_id,
            membership_id=membership_id,
            last_seen_at=now,
            authenticated_at=now,
            expires_at=now + timedelta(hours=settings.session_hours),
            ip=uow.request.ip,
            user_agent=uow.request.user_agent,
        )
    )
    return token


def _last_hat(uow: UnitOfWork, user_id: uuid.UUID) -> uuid.UUID | None:
    hats = [hat.membership_id for hat in hats_of(uow, user_id)]
    last = uow.session.exec(
        select(LoginSession.membership_id)
        .where(col(LoginSession.user_id) == user_id, col(LoginSession.membership_id).is_not(None))
        .order_by(col(LoginSession.last_seen_at).desc())
        .limit(1)
    ).first()
    if last in hats:
        return last
    return hats[0] if hats else None


def log_out(uow: UnitOfWork) -> None:
    """End the present session."""
    if uow.actor.session_id is not None and uow.actor.user_id is not None:
        _revoke(uow, uow.actor.session_id)
        uow.record(UserLoggedOut(aggregate_id=uow.actor.user_id))


def end_session(uow: UnitOfWork, session_id: uuid.UUID) -> None:
    """End one of the actor's own sessions.

    Raises
    ------
    NotFound
        It is not the actor's.
    """
    login = uow.session.get(LoginSession, session_id)
    if login is None or login.user_id != uow.actor.user_id:
        raise NotFound("会话不存在。")
    _revoke(uow, login.id)


def _revoke(uow: UnitOfWork, session_id: uuid.UUID) -> None:
    uow.session.execute(
        sa.update(LoginSession)
        .where(col(LoginSession.id) == session_id)
        .values(revoked_at=uow.now())
    )


def put_on_hat(uow: UnitOfWork, membership_id: uuid.UUID) -> Actor:
    """Act from now on under another of the actor's hats.

    Raises
    ------
    NotFound
        It is not one of the actor's active hats.
    """
    if uow.actor.user_id is None or uow.actor.session_id is None:
        raise NotFound("身份不存在。")
    hat = next(
        (h for h in hats_of(uow, uow.actor.user_id) if h.membership_id == membership_id), None
    )
    if hat is None:
        raise NotFound("身份不存在，或尚未生效。")
    uow.session.execute(
        sa.update(LoginSession)
        .where(col(LoginSession.id) == uow.actor.session_id)
        .values(membership_id=membership_id)
    )
    return replace(
        uow.actor, role=hat.role, org_id=hat.organisation_id, membership_id=membership_id
    )


def give_password_again(house: House, actor: Actor, password: str, info: RequestInfo) -> str:
    """Check the password of a living session; the session goes on under a new token.

    Wrong ones count like those at the door, so that an open window is no way to guess.

    Raises
    ------
    TooMany
        Ten failures within 15 minutes for this person.
    Invalid
        The password is wrong.
    """
    with house.reading() as uow:
        user = uow.session.get_one(User, actor.user_id)
        failures = _failures(uow, _digest(user.email))
    if failures >= LOCK_AFTER:
        raise TooMany("密码错误次数过多，请 15 分钟后再试或联系平台工作人员。")
    if not verify_password(password, user.password_hash):
        with house.unit_of_work() as uow:
            uow.add(LoginFailure(email_hash=_digest(user.email), ip=info.ip, at=uow.now()))
        raise Invalid.field("/password", "密码不正确，请重新输入。")
    with house.unit_of_work(actor, info) as uow:
        token, digest = new_token()
        uow.session.execute(
            sa.update(LoginSession)
            .where(col(LoginSession.id) == actor.session_id)
            .values(token_hash=digest, authenticated_at=uow.now(), last_seen_at=uow.now())
        )
        uow.record(UserReauthenticated(aggregate_id=user.id))
    return token
