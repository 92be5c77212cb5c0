"""The world of the matrix, a prober that rolls each request back, and a house with real commits."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.entrypoints.assembly import build_house
from backend.features.identity import passwords
from backend.kernel.uow import House
from tests.authz.engine import World
from tests.robustness.operations import Operation, url_of
from tests.worlds import fresh_tables, house, world

__all__ = ["house", "world"]


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch):
    """Thousands of attempts at the accounts' routes need no costly hash."""
    hasher = PasswordHash((Argon2Hasher(memory_cost=64, time_cost=1, parallelism=1),))
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_dummy", hasher.hash("nobody knows this one"))


@pytest.fixture
def send(client, world: World) -> Callable[..., Any]:
    """Return a function that sends an operation as somebody, with parts replaced."""

    def send(
        operation: Operation,
        who: str | None = None,
        *,
        url: str | None = None,
        content: Any = None,
        headers: dict[str, str] | None = None,
        version: int | str | None = -1,
        method: str = "",
    ) -> Any:
        row = operation.row
        who = who or operation.principal()
        sent = {"x-file-name": "a.txt"} | dict(row.headers)
        if who != "visitor":
            sent["cookie"] = f"sid={world.people[who].token}"
        if version == -1 and row.version is not None:
            version = row.version(world)
        if version not in {-1, None}:
            sent["if-match"] = f'"{version}"'
        kwargs: dict[str, Any] = {}
        if url is None or "?" not in url:
            kwargs["params"] = dict(row.query)
        if content is not None:
            kwargs["content"] = content
            sent.setdefault("content-type", "application/json")
        elif row.content is not None:
            kwargs["content"] = row.content(world)
        elif (body := operation.body(world)) is not None:
            kwargs["json"] = body
        sent |= headers or {}
        sent = {name: value for name, value in sent.items() if value}
        client.cookies.clear()
        return client.request(
            method or row.method,
            f"/api/v1{url or url_of(operation, world)}",
            headers=sent,
            **kwargs,
        )

    return send


@pytest.fixture
def real_house(request, settings, session_ports, tmp_path, worker_id) -> Iterator[House]:
    """A house over a database of its own, with real commits."""
    if request.config.getoption("--database") == "postgresql":
        from tests.postgres import fresh_database

        with fresh_database(f"robust_{worker_id}") as url:
            yield from _real(url, settings, session_ports)
    else:
        yield from _real(f"sqlite:///{tmp_path / 'robust.sqlite3'}", settings, session_ports)


def _real(url, settings, ports) -> Iterator[House]:
    database = fresh_tables(url)
    yield build_house(settings, database=database, ports=ports)
    database.dispose()
