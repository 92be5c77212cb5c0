"""The built front end: files, and HTML with a nonce for every page address."""

import json
import re
import secrets
from functools import lru_cache
from html import escape
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.routing import Match, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from backend.entrypoints.first_html import first_page
from backend.web.security import page_csp

CANDIDATES = (
    Path(__file__).parents[1] / "web_dist",  # inside the wheel
    Path(__file__).parents[2] / "frontend" / "dist",  # in a checkout
)
NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>肝桥</title><p>前端尚未构建：请运行 make setup。"
)


def dist_folder() -> Path | None:
    """Return where the built front end lies."""
    return next((path for path in CANDIDATES if (path / "index.html").exists()), None)


@lru_cache(maxsize=1)
def _template(path: Path, mtime: float) -> str:
    del mtime
    return path.read_text(encoding="utf-8")


def render_page(
    title: str = "",
    description: str = "",
    body: str = "",
    data: object = None,
    linked_data: str = "",
) -> Response:
    """Return the page shell with title, first content and embedded data.

    `body` must be HTML that is already escaped; it is replaced when the front end starts.
    """
    folder = dist_folder()
    if folder is None:
        return HTMLResponse(NOT_BUILT, 503)
    index = folder / "index.html"
    nonce = secrets.token_urlsafe(16)
    html = _template(index, index.stat().st_mtime)
    head = f'<meta name="csp-nonce" content="{nonce}">'
    if title:
        start, end = html.find("<title>"), html.find("</title>")
        if start >= 0:
            html = html[: start + 7] + escape(title) + html[end:]
    if description:
        html = re.sub(r'<meta\s+name="description"[^>]*>', "", html, count=1)
        head += f'<meta name="description" content="{escape(description, quote=True)}">'
    if data is not None:
        text = json.dumps(data, ensure_ascii=False, default=str).replace("<", "\\u003c")
        head += f'<script type="application/json" id="first-data">{text}</script>'
    if linked_data:
        head += f'<script type="application/ld+json">{linked_data}</script>'
    html = html.replace("</head>", head + "</head>", 1)
    if body:
        html = html.replace('<div id="root"></div>', f'<div id="root">{body}</div>', 1)
    return HTMLResponse(
        html, headers={"Content-Security-Policy": page_csp(nonce), "Cache-Control": "no-cache"}
    )


class PageRoute(Route):
    """Every address but the API's: there an unknown one is a 404 and a wrong method a 405."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Leave the API alone."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            return Match.NONE, {}
        return super().matches(scope)


def install_pages(app: FastAPI) -> None:
    """Serve assets by file and everything else that is not the API by the page shell."""
    folder = dist_folder()
    if folder is not None and (folder / "assets").exists():
        app.mount("/assets", StaticFiles(directory=folder / "assets"), name="assets")

    async def page(request: Request) -> Response:
        path = request.path_params.get("path", "")
        here = dist_folder()
        if here is not None and path and "/" not in path:
            file = here / path
            if file.is_file() and file.parent == here and file.name != "index.html":
                return FileResponse(file)
        said = await run_in_threadpool(
            first_page, request.app.state.house, path, request.query_params.get("q", "")
        )
        if said is None:
            return render_page()
        return render_page(said.title, said.description, said.body, linked_data=said.linked_data)

    app.router.routes.append(PageRoute("/{path:path}", page, methods=["GET", "HEAD"]))
