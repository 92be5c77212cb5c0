"""What an endpoint gets: who asks, and the unit of work it opens itself (one hop)."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from pydantic import BaseModel
from sqlmodel import Session

from backend.kernel import idempotency
from backend.kernel.errors import (
    Invalid,
    PreconditionRequired,
    ReauthenticationRequired,
    Unauthenticated,
)
from backend.kernel.policy import Actor
from backend.kernel.uow import House, RequestInfo, UnitOfWork
from backend.web.routing import permission_of

SESSION_COOKIES = ("__Host-sid", "sid")
ETAG = re.compile(r'^(?:W/)?"?(?:[0-9a-fA-F-]{36}-)?(\d{1,9})"?$')
Authenticate = Callable[[Session, str], Actor]
Touch = Callable[[House, uuid.UUID], None]
M = TypeVar("M", bound=BaseModel)


@dataclass
class Ctx:
    """One request: credential, permission, house. Only parses; opens nothing by itself."""

    request: Request
    response: Response
    house: House
    authenticate: Authenticate
    touch: Touch
    permission: str
    token: str | None
    info: RequestInfo
    idempotency_key: str | None = None
    _stored: bool = field(default=False, repr=False)

    def _who(self, session: Session) -> Actor:
        actor = self.authenticate(session, self.token) if self.token else Actor()
        if actor.is_anonymous and not self.house.policy.is_public(self.permission):
            raise Unauthenticated("登录已失效或尚未登录，请登录后重试。")
        self._require_recent_password(actor)
        return actor

    def _require_recent_password(self, actor: Actor) -> None:
        """Ask for the password again where the policy says so; the same for every object."""
        if not self.house.policy.wants_recent_password(self.permission):
            return
        minutes = self.house.ports.settings.reauth_minutes
        given = actor.authenticated_at
        if given is None or given + timedelta(minutes=minutes) <= self.house.clock.now():
            raise ReauthenticationRequired(
                f"此操作具有约束力，且距上次验证密码已超过 {minutes} 分钟，请再次输入密码后继续。"
                "已填写的内容不会丢失。"
            )

    @contextmanager
    def unit_of_work(self) -> Iterator[UnitOfWork]:
        """Open the writing unit of work of this request; leaving it commits."""
        with self.house.unit_of_work(self._who, self.info) as uow:
            if self.idempotency_key:
                idempotency.find(
                    uow.session, self._principal(uow), self._route, self.idempotency_key,
                    self.fingerprint,
                )  # fmt: skip
            yield uow
        self._touch(uow)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open the reading unit of work of this request."""
        with self.house.reading(self._who, self.info) as uow:
            yield uow
        self._touch(uow)

    def _touch(self, uow: UnitOfWork) -> None:
        session_id = uow.session.info.pop("touch", None)
        if session_id is not None:
            self.touch(self.house, session_id)

    def expected_version(self) -> int:
        """Return the version in ``If-Match``.

        Raises
        ------
        PreconditionRequired
            The header is missing.
        """
        header = self.request.headers.get("if-match")
        if header is None:
            raise PreconditionRequired("修改须带 If-Match（所见版本号），请刷新后重试。")
        match = ETAG.match(header.strip())
        if match is None:
            raise Invalid.field("/headers/If-Match", '应为版本号，例如 "3"。')
        return int(match.group(1))

    def show(self, view: M) -> M:
        """Return a view and put its version into the ``ETag``."""
        version = getattr(view, "version", None)
        if version is not None:
            self.response.headers["ETag"] = f'"{version}"'
        return view

    def created(self, uow: UnitOfWork, view: M) -> M:
        """Return the view of something new; remember the answer under its key."""
        self.response.status_code = 201
        if self.idempotency_key:
            uow.session.add(
                idempotency.IdempotencyKey(
                    principal=self._principal(uow),
                    route=self._route,
                    key=self.idempotency_key,
                    fingerprint=self.fingerprint,
                    status=201,
                    body=view.model_dump_json(),
                    at=uow.now(),
                )
            )
        return self.show(view)

    @property
    def fingerprint(self) -> str:
        """The hash of the body, noted by whoever read it: the middleware or the upload."""
        return str(getattr(self.request.state, "body_sha256", ""))

    @property
    def _route(self) -> str:
        return f"{self.request.method} {self.request.url.path}"[:160]

    def _principal(self, uow: UnitOfWork) -> str:
        return str(uow.actor.user_id or f"ip:{self.info.ip}")


async def get_ctx(request: Request, response: Response) -> Ctx:
    """Parse a request; no input or output happens here."""
    token = next(
        (request.cookies[name] for name in SESSION_COOKIES if name in request.cookies), None
    )
    key = request.headers.get("idempotency-key") if request.method == "POST" else None
    if key is not None and not re.fullmatch(r"[A-Za-z0-9_.:-]{8,80}", key):
        raise Invalid.field("/headers/Idempotency-Key", "应为 8–80 个字母、数字或 -_.: 。")
    state = request.app.state
    permission = permission_of(request.scope["route"]) or ""
    if token is None and not state.house.policy.is_public(permission):
        # before the body is judged, so that a stranger learns nothing about fields
        raise Unauthenticated("登录已失效或尚未登录，请登录后重试。")
    return Ctx(
        request=request,
        response=response,
        house=state.house,
        authenticate=state.authenticate,
        touch=state.touch,
        permission=permission,
        token=token,
        info=RequestInfo(
            request_id=getattr(request.state, "request_id", ""),
            ip=request.client.host if request.client else "",
            user_agent=request.headers.get("user-agent", "")[:200],
        ),
        idempotency_key=key,
    )


CtxDep = Annotated[Ctx, Depends(get_ctx)]


def no_content() -> Any:
    """Return an empty 204."""
    return Response(status_code=204)
