"""RFC 9457: every refusal is a problem document with a Chinese title."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import Field
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from backend.kernel.errors import DomainError
from backend.kernel.idempotency import Replay
from backend.kernel.schema import Schema
from backend.web.messages import message_zh

log = structlog.get_logger()
MEDIA_TYPE = "application/problem+json"

HTTP_TITLES = {
    400: "请求有误",
    404: "地址不存在",
    405: "不支持此方法",
    406: "无法提供所需格式",
    413: "内容过大",
    415: "不支持的内容类型",
}


class ProblemField(Schema):
    """One wrong field."""

    pointer: str
    detail: str


class Problem(Schema):
    """A problem document."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemField] = Field(default_factory=list)
    request_id: str = ""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the `responses=` entry that declares problem documents."""
    return {
        status: {"model": Problem, "content": {MEDIA_TYPE: {}}, "description": "problem"}
        for status in statuses
    }


def problem_response(
    request: Request,
    status: int,
    code: str,
    title: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
    **extra: Any,
) -> JSONResponse:
    """Build one problem document."""
    body = {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "errors": errors or [],
        "request_id": getattr(request.state, "request_id", ""),
    }
    return JSONResponse({**extra, **body}, status, headers, MEDIA_TYPE)


def pointer(location: tuple[int | str, ...]) -> str:
    """Turn a validation location into a JSON pointer."""
    parts = [str(part) for part in location]
    if parts and parts[0] == "body":
        parts = parts[1:]
    return "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts)


def install(app: FastAPI) -> None:
    """Hang the handlers into the application."""

    @app.exception_handler(DomainError)
    async def _domain(request: Request, error: DomainError) -> Response:
        headers = {"Retry-After": "5"} if error.status in {429, 503} else None
        fields = [{"pointer": e.pointer, "detail": e.detail} for e in error.errors]
        return problem_response(
            request, error.status, error.code, error.title, error.detail, fields, headers,
            **error.extra,
        )  # fmt: skip

    @app.exception_handler(Replay)
    async def _replay(_: Request, stored: Replay) -> Response:
        return Response(
            stored.body, stored.http_status, {"Idempotent-Replay": "true"}, "application/json"
        )

    @app.exception_handler(RequestValidationError)
    async def _validation(request: Request, error: RequestValidationError) -> Response:
        fields = [
            {"pointer": pointer(item["loc"]), "detail": message_zh(item)}
            for item in error.errors()[:50]
        ]
        first = f"{fields[0]['pointer']}：{fields[0]['detail']}" if fields else ""
        return problem_response(request, 422, "invalid", "填写内容有误", first, fields)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        title = HTTP_TITLES.get(error.status_code, "请求未能完成")
        return problem_response(
            request, error.status_code, f"http-{error.status_code}", title, title,
            headers=dict(error.headers or {}),
        )  # fmt: skip

    @app.exception_handler(PoolTimeout)
    @app.exception_handler(OperationalError)
    async def _busy(request: Request, error: Exception) -> Response:
        log.warning("database busy", error=repr(error)[:300])
        return problem_response(
            request, 503, "unavailable", "服务暂时不可用", "系统繁忙，请稍后再试。",
            headers={"Retry-After": "5"},
        )  # fmt: skip

    @app.exception_handler(DataError)
    async def _data(request: Request, error: DataError) -> Response:
        log.warning("value out of range", error=repr(error)[:300])
        return problem_response(
            request, 422, "invalid", "填写内容有误", "有数值或文字超出可保存的范围。"
        )

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> Response:
        log.error("unexpected", exc_info=error)
        return problem_response(
            request, 500, "internal", "系统内部错误", "未作任何修改，请将请求编号告知平台工作人员。"
        )
