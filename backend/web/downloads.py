"""Files on their way out: always as attachment, never run or kept by the browser."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from fastapi.responses import StreamingResponse
from starlette.responses import Response

from backend.kernel.files import StoredFile
from backend.kernel.uow import House

CHUNK = 256 * 1024
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "the file"}
}


def disposition(name: str) -> str:
    """Return a Content-Disposition with an ASCII and a UTF-8 name (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    with source:
        while chunk := source.read(CHUNK):
            yield chunk


def file_response(house: House, stored: StoredFile) -> Response:
    """Send a stored file."""
    return StreamingResponse(
        _chunks(house.ports.files.open(stored.sha256)),
        media_type=stored.media_type,
        headers={
            **SAFE_HEADERS,
            "Content-Length": str(stored.size),
            "Content-Disposition": disposition(stored.name),
            "ETag": f'"{stored.sha256}"',
        },
    )


def bytes_response(content: bytes, *, name: str, media_type: str) -> Response:
    """Send a document that was made just now."""
    return Response(
        content,
        media_type=media_type,
        headers={**SAFE_HEADERS, "Content-Disposition": disposition(name)},
    )
