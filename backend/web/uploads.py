"""Receiving a file as a raw stream: size-limited, hashed, on disk before it is judged."""

import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, FastAPI, Request
from starlette.concurrency import run_in_threadpool

from backend.kernel.errors import Invalid, TooLarge, Unauthenticated
from backend.web.context import SESSION_COOKIES
from backend.web.routing import api_routes

NAME_LIMIT = 200


@dataclass(frozen=True)
class ReceivedFile:
    """A file that has arrived whole and lies in a temporary place."""

    path: Path
    name: str
    size: int
    sha256: str
    media_type: str


def _is_somebody(request: Request) -> bool:
    """Tell whether the credential is alive, before a stranger fills the disk."""
    state = request.app.state
    tokens = [request.cookies[name] for name in SESSION_COOKIES if name in request.cookies]
    if not tokens:
        return False
    with state.house.reading(lambda session: state.authenticate(session, tokens[0])) as uow:
        return not uow.actor.is_anonymous


async def receive_file(request: Request) -> AsyncIterator[ReceivedFile]:
    """Stream the body into a temporary file; the name comes in ``X-File-Name`` (percent-coded)."""
    if not await run_in_threadpool(_is_somebody, request):
        raise Unauthenticated("请登录后上传文件。")
    settings = request.app.state.house.ports.settings
    limit = settings.max_file_mb * 1024 * 1024
    name = clean_name(unquote(request.headers.get("x-file-name", "")))
    folder = settings.data / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as target:
        path = Path(target.name)
        digest, size = hashlib.sha256(), 0
        try:
            async for chunk in request.stream():
                size += len(chunk)
                if size > limit:
                    raise TooLarge(f"文件超过 {settings.max_file_mb} MB，请压缩或拆分后上传。")
                digest.update(chunk)
                await run_in_threadpool(target.write, chunk)
            target.flush()
            if size == 0:
                raise Invalid.field("/file", "文件为空。")
            request.state.body_sha256 = digest.hexdigest()
            yield ReceivedFile(
                path, name, size, digest.hexdigest(),
                request.headers.get("content-type", "application/octet-stream"),
            )  # fmt: skip
        finally:
            await run_in_threadpool(path.unlink, missing_ok=True)


def clean_name(name: str) -> str:
    """Return a file name without path or control characters.

    Raises
    ------
    Invalid
        Nothing is left of it.
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        base.encode()
    except UnicodeEncodeError as error:
        raise Invalid.field("/headers/X-File-Name", "文件名含有无法识别的字符。") from error
    base = "".join(c for c in base if c.isprintable()).strip(". ")[-NAME_LIMIT:]
    if not base:
        raise Invalid.field("/headers/X-File-Name", "缺少文件名。")
    return base


UploadDep = Annotated[ReceivedFile, Depends(receive_file)]


def upload_matcher(app: FastAPI) -> Callable[[str, str], bool]:
    """Return whether (method, path) is a route that receives a file, and no route else."""
    patterns = [
        (route.methods or set(), route.path_regex)
        for route in api_routes(app)
        if any(part.call is receive_file for part in route.dependant.dependencies)
    ]

    def matches(method: str, path: str) -> bool:
        return any(method in methods and regex.match(path) for methods, regex in patterns)

    return matches
