"""One ASGI middleware: request id, cross-site check, body limit, headers, last resort.

Cross-site requests are recognised by Fetch Metadata (``Sec-Fetch-Site``), else by
``Origin``; changing requests from another site are refused (CSRF).
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.web.bodies import BodyTooLarge, Disconnected, json_fault, read_body, replay

log = structlog.get_logger()
LENGTH_DIGITS = 15
TOO_LARGE = (413, "too-large", "内容过大", "内容超过上限，请精简后重试。")
BROKEN = (500, "internal", "系统内部错误", "未作任何修改，请将请求编号告知平台工作人员。")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
API_CSP = "default-src 'none'; frame-ancestors 'none'"


def page_csp(nonce: str) -> str:
    """Return the policy of HTML pages; styles need the nonce, scripts come from files."""
    return (
        "default-src 'self'; script-src 'self'; "
        f"style-src-elem 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        "frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


class SecurityMiddleware:
    """Wraps the whole application."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_body: int,
        max_file: int,
        https: bool,
        is_upload: Callable[[str, str], bool],
    ) -> None:
        self.app = app
        self.max_body = max_body
        self.max_file = max_file
        self.https = https
        self.is_upload = is_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, then serve it with the headers of the house."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = secrets.token_hex(8)
        headers = Headers(scope=scope)
        uploads = self.is_upload(scope["method"], scope["path"])
        refusal = self._refusal(scope, headers, self.max_file if uploads else self.max_body)
        if refusal is None and not uploads and scope["method"] not in SAFE:
            try:
                body = await read_body(receive, self.max_body)
            except BodyTooLarge:
                refusal = TOO_LARGE
            except Disconnected:
                return
            else:
                receive = replay(body, receive)
                scope["state"]["body_sha256"] = hashlib.sha256(body).hexdigest()
                fault = json_fault(body) if "json" in headers.get("content-type", "") else None
                refusal = (422, "invalid", "填写内容有误", fault) if fault else None
        if refusal:
            await self._refuse(refusal, scope, receive, send)
            return
        await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, self._decorated(scope, watched))
        except ClientDisconnect:
            log.info("client left", path=scope["path"])
        except Exception:
            if started:
                raise
            log.exception("unexpected")
            await self._refuse(BROKEN, scope, receive, send)

    def _refusal(
        self, scope: Scope, headers: Headers, limit: int
    ) -> tuple[int, str, str, str] | None:
        if scope["method"] not in SAFE and self._is_cross_site(headers):
            return 403, "cross-site", "拒绝跨站请求", "请求来自其他网站，已拒绝。"
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return 400, "bad-length", "请求长度有误", "请求长度应为数字。"
        if len(length) > LENGTH_DIGITS or int(length) > limit:
            return TOO_LARGE
        return None

    def _is_cross_site(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc != headers.get("host", "")

    def _decorated(self, scope: Scope, send: Send) -> Send:
        async def decorated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = scope["state"]["request_id"]
                for name, value in COMMON.items():
                    headers[name] = value
                if self.https:
                    headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Content-Security-Policy", API_CSP)
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return decorated

    async def _refuse(
        self, refusal: tuple[int, str, str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        status, code, title, detail = refusal
        body: dict[str, Any] = {
            "type": f"/problems/{code}", "title": title, "status": status, "detail": detail,
            "errors": [{"pointer": "/", "detail": detail}] if status == 422 else [],
            "request_id": scope["state"]["request_id"],
        }  # fmt: skip
        response = JSONResponse(body, status, media_type="application/problem+json")
        await response(scope, receive, self._decorated(scope, send))
