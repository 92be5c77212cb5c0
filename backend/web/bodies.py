"""Reading a request's body once, bounded, and judging JSON before any parser recurses into it."""

import re
from collections.abc import Awaitable, Callable
from math import isinf

from starlette.types import Message, Receive

from backend.kernel.text import MAX_JSON_DEPTH

_TOKEN = re.compile(
    rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{]|[\]}]|NaN|Infinity|[0-9][0-9.]*[eE]\+?[0-9]+', re.DOTALL
)
_SUSPECT = re.compile(rb"NaN|Infinity|[eE]\+?[0-9]{3}")


class BodyTooLarge(Exception):
    """More came than is taken; the rest is not read."""


class Disconnected(Exception):
    """The client went away before its body had come."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """Read a body of at most `limit` bytes, whatever length was declared.

    Raises
    ------
    BodyTooLarge
        It is longer; reading stopped there.
    Disconnected
        The client left.
    """
    parts: list[bytes] = []
    seen = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        part: bytes = message.get("body", b"")
        seen += len(part)
        if seen > limit:
            raise BodyTooLarge
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def replay(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Return a `receive` that gives the whole body first."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def json_fault(body: bytes) -> str | None:
    """Return why JSON is refused unparsed, in Chinese, or None.

    Too deep a nesting would exhaust the parser's stack; NaN and numbers beyond the range are
    no JSON (RFC 8259), though Python's parser takes them, and no database column holds them.
    """
    if body.count(b"[") + body.count(b"{") <= MAX_JSON_DEPTH and not _SUSPECT.search(body):
        return None
    depth = 0
    for match in _TOKEN.finditer(body):
        token = match.group()
        if token in b"[{":
            depth += 1
            if depth > MAX_JSON_DEPTH:
                return f"内容嵌套超过 {MAX_JSON_DEPTH} 层，请简化结构。"
        elif token in b"]}":
            depth -= 1
        elif token[:1] != b'"' and (token[:1] in b"NI" or isinf(float(token))):
            return "含有超出范围的数字或 NaN，请改为普通数字。"
    return None
