"""One ASGI middleware: request id, cross-site check, body limit, headers.

Cross-site requests are recognised by Fetch Metadata (``Sec-Fetch-Site``), else by
``Origin``; changing requests from another site are refused (CSRF).
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    def __init__(self, app: ASGIApp, *, max_body: int, https: bool) -> None:
        self.app = app
        self.max_body = max_body
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, then serve it with the headers of the house."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await self._refuse(refusal, request_id, scope, receive, send)
            return
        limited = self._limited(scope, headers, receive)
        await self.app(scope, limited, self._decorated(scope, request_id, send))

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str, str] | None:
        if scope["method"] not in SAFE and self._is_cross_site(headers):
            return 403, "cross-site", "拒绝跨站请求"
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return 400, "bad-length", "请求长度有误"
        if "/attachments" not in scope["path"] and int(length) > self.max_body:
            return 413, "too-large", "内容过大"
        return None

    def _is_cross_site(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        origin = headers.get("origin")
        return origin is not None and urlsplit(origin).netloc != headers.get("host", "")

    def _limited(
        self, scope: Scope, headers: Headers, receive: Receive
    ) -> Callable[[], Awaitable[Message]]:
        if "content-length" in headers or "/attachments" in scope["path"]:
            return receive
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_body:
                return {"type": "http.disconnect"}
            return message

        return limited

    def _decorated(self, scope: Scope, request_id: str, send: Send) -> Send:
        async def decorated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
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
        self,
        refusal: tuple[int, str, str],
        request_id: str,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        status, code, title = refusal
        body: dict[str, Any] = {
            "type": f"/problems/{code}", "title": title, "status": status, "detail": title,
            "errors": [], "request_id": request_id,
        }  # fmt: skip
        response = JSONResponse(body, status, media_type="application/problem+json")
        await response(scope, receive, self._decorated(scope, request_id, send))
