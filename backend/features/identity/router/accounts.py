"""Endpoints: registering, logging in, who am I."""

import uuid

from fastapi import APIRouter, Response

from backend.features.identity import queries, service
from backend.features.identity.schemas import (
    AcceptInput,
    HatInput,
    JoinInput,
    LoginInput,
    MembershipView,
    MeView,
    PasswordAgainInput,
    PasswordInput,
    ProfileInput,
    RegisterInput,
    SessionView,
    SetupInput,
    UserView,
)
from backend.features.identity.service.accounts import prepare_password
from backend.kernel.errors import Unauthenticated
from backend.kernel.policy import Actor, Role
from backend.kernel.uow import UnitOfWork
from backend.web.context import Ctx, CtxDep
from backend.web.limits import limited
from backend.web.problem import problems
from backend.web.routing import requires

router = APIRouter(tags=["identity"])


def _set_cookie(ctx: Ctx, token: str) -> None:
    settings = ctx.house.ports.settings
    secure = settings.is_production and not settings.insecure_http
    ctx.response.set_cookie(
        "__Host-sid" if secure else "sid", token, httponly=True, samesite="lax", secure=secure,
        path="/", max_age=settings.session_hours * 3600,
    )  # fmt: skip


def _me(uow: UnitOfWork) -> MeView:
    return queries.me(uow, unread=uow.registry.unread(uow))


def _fresh(ctx: Ctx, token: str) -> MeView:
    def who(session: object) -> Actor:
        return ctx.authenticate(session, token)  # type: ignore[arg-type]

    with ctx.house.reading(who, ctx.info) as uow:
        return _me(uow)


@router.post("/auth/login", responses=problems(422, 429))
@requires("session.create")
def auth_login(data: LoginInput, ctx: CtxDep) -> MeView:
    """Log in."""
    limited(ctx, "login", 30, 300)
    token, _ = service.log_in(ctx.house, data, ctx.info)
    _set_cookie(ctx, token)
    return _fresh(ctx, token)


@router.post("/auth/logout", status_code=204)
@requires("session.end")
def auth_logout(ctx: CtxDep) -> Response:
    """Log out."""
    with ctx.unit_of_work() as uow:
        service.log_out(uow)
    response = Response(status_code=204)
    for name in ("__Host-sid", "sid"):
        response.delete_cookie(name, path="/", secure=name.startswith("__Host"), httponly=True)
    return response


@router.post("/auth/register", status_code=201, responses=problems(409, 422, 429))
@requires("user.register")
def auth_register(data: RegisterInput, ctx: CtxDep) -> MeView:
    """Make an account and ask for a hat."""
    limited(ctx, "register", 10, 3600)
    hashed = prepare_password(data.password, data.email)
    with ctx.unit_of_work() as uow:
        user = service.register(uow, data, hashed)
        token = service.open_session(uow, user.id)
    _set_cookie(ctx, token)
    return _fresh(ctx, token)


@router.post("/auth/accept-invitation", status_code=201, responses=problems(404, 422, 429))
@requires("invitation.accept")
def auth_accept_invitation(data: AcceptInput, ctx: CtxDep) -> MeView:
    """Accept an invitation and log in."""
    limited(ctx, "accept", 20, 3600)
    hashed = prepare_password(data.password, "-") if data.password else None
    with ctx.unit_of_work() as uow:
        user_id = service.accept(uow, data, hashed)
        token = service.open_session(uow, user_id)
    _set_cookie(ctx, token)
    return _fresh(ctx, token)


@router.post("/auth/setup", status_code=201, responses=problems(404, 422, 429))
@requires("platform.set_up")
def auth_setup(data: SetupInput, ctx: CtxDep) -> MeView:
    """Use the one-time set-up link of a new installation."""
    limited(ctx, "setup", 10, 3600)
    hashed = prepare_password(data.password, data.email)
    with ctx.unit_of_work() as uow:
        user_id = service.set_up(uow, data, hashed)
        token = service.open_session(uow, user_id)
    _set_cookie(ctx, token)
    return _fresh(ctx, token)


@router.get("/me")
@requires("me.read")
def me_read(ctx: CtxDep) -> MeView:
    """Return who I am; nobody is fine too."""
    with ctx.reading() as uow:
        return _me(uow)


@router.put("/me/profile", responses=problems(401, 422))
@requires("me.update")
def me_update(data: ProfileInput, ctx: CtxDep) -> UserView:
    """Change my name and language."""
    with ctx.unit_of_work() as uow:
        return UserView.model_validate(service.update_profile(uow, data))


@router.post("/me/hat", responses=problems(401, 404))
@requires("me.update")
def me_hat(data: HatInput, ctx: CtxDep) -> MeView:
    """Act under another of my hats."""
    with ctx.unit_of_work() as uow:
        uow.actor = service.put_on_hat(uow, data.membership_id)
        return _me(uow)


@router.post("/me/hats", status_code=201, responses=problems(401, 409, 422))
@requires("me.update")
def me_join(data: JoinInput, ctx: CtxDep) -> MembershipView:
    """Ask for a further hat."""
    with ctx.unit_of_work() as uow:
        if uow.actor.user_id is None:
            raise Unauthenticated
        membership = service.join(uow, uow.actor.user_id, Role(data.role), data.organisation)
        return ctx.created(uow, queries.membership_detail(uow, membership))


@router.post("/me/reauthenticate", responses=problems(401, 422, 429))
@requires("me.update")
def me_reauthenticate(data: PasswordAgainInput, ctx: CtxDep) -> MeView:
    """Give my password again; binding acts are open for some minutes from now."""
    limited(ctx, "reauthenticate", 20, 900)
    with ctx.reading() as uow:
        actor = uow.actor
    token = service.give_password_again(ctx.house, actor, data.password, ctx.info)
    _set_cookie(ctx, token)
    return _fresh(ctx, token)


@router.post("/me/password", status_code=204, responses=problems(401, 422))
@requires("me.update")
def me_password(data: PasswordInput, ctx: CtxDep) -> Response:
    """Change my password; all my other sessions end."""
    limited(ctx, "password", 10, 900)
    with ctx.reading() as uow:
        service.confirm_password(uow, data.current, "/current")
        email = queries.me(uow).user
    hashed = prepare_password(data.new, email.email if email else "", "/new")
    with ctx.unit_of_work() as uow:
        service.change_password(uow, hashed)
    return Response(status_code=204)


@router.get("/me/sessions", responses=problems(401))
@requires("me.update")
def me_sessions(ctx: CtxDep) -> list[SessionView]:
    """Return my living sessions."""
    with ctx.reading() as uow:
        return queries.sessions(uow)


@router.delete("/me/sessions/{session_id}", status_code=204, responses=problems(401, 404))
@requires("me.update")
def me_end_session(session_id: uuid.UUID, ctx: CtxDep) -> Response:
    """End one of my sessions."""
    with ctx.unit_of_work() as uow:
        service.end_session(uow, session_id)
    return Response(status_code=204)
