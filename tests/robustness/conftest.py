"""The world of the matrix, a prober that rolls each request back, and a house with real commits."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import SQLModel, col, select

from backend.adapters.search.memory import MemoryIndex
from backend.entrypoints.assembly import build_house
from backend.features.agreements.models import Agreement
from backend.features.experts.models import Expert
from backend.features.identity import passwords
from backend.features.identity.models import Membership, User
from backend.kernel import audit
from backend.kernel.clock import FixedClock
from backend.kernel.db import Database
from backend.kernel.filing import store_bytes
from backend.kernel.policy import Role
from backend.kernel.uow import House
from tests.authz.engine import World, build_people
from tests.authz.test_matrix import TABLES
from tests.conftest import SharedDatabase
from tests.robustness.operations import PASSWORD, Operation, url_of


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch):
    """Thousands of attempts at the accounts' routes need no costly hash."""
    hasher = PasswordHash((Argon2Hasher(memory_cost=64, time_cost=1, parallelism=1),))
    monkeypatch.setattr(passwords, "_hasher", hasher)
    monkeypatch.setattr(passwords, "_dummy", hasher.hash("nobody knows this one"))


@pytest.fixture(scope="session")
def built(request, settings, session_ports, tmp_path_factory, worker_id) -> Iterator[World]:
    """The world, built once per worker in a transaction of its own database that never commits."""
    if request.config.getoption("--database") == "postgresql":
        from tests.postgres import fresh_database

        with fresh_database(f"robust_world_{worker_id}") as url:
            yield from _built(url, settings, session_ports)
    else:
        folder = tmp_path_factory.mktemp("robust")
        yield from _built(f"sqlite:///{folder / 'world.sqlite3'}", settings, session_ports)


def _built(url, settings, ports) -> Iterator[World]:
    database = _database(url)
    with database.writer.connect() as connection:
        transaction = connection.begin()
        house = build_house(
            settings,
            database=SharedDatabase(connection, url),
            clock=FixedClock(),
            ports=dataclasses.replace(ports, search=MemoryIndex()),
        )
        world = build_people(house)
        for table in TABLES.values():
            if hasattr(table, "build"):
                table.build(world)
        _prepare(world)
        yield world
        transaction.rollback()
    database.dispose()


def _prepare(world: World) -> None:
    """Give everybody a password and name what the bodies of `operations.BETTER` speak of."""
    hasher = PasswordHash((Argon2Hasher(memory_cost=64, time_cost=1, parallelism=1),))
    people, ids = world.people, world.ids
    with world.uow() as uow:
        for person in people.values():
            uow.session.get_one(User, person.user_id).password_hash = hasher.hash(PASSWORD)
        known = select(Expert.user_id)
        ids["expert_email"] = uow.session.exec(
            select(User.email)
            .join(Membership, col(Membership.user_id) == col(User.id))
            .where(col(Membership.role) == Role.EXPERT, col(User.id).not_in(known))
            .limit(1)
        ).one()
        ids["nobody_email"] = uow.session.get_one(User, people["nobody"].user_id).email
        ids["expert_other_entry"] = uow.session.exec(
            select(Expert.id).where(col(Expert.user_id) == people["expert_other"].user_id)
        ).one()
        ids["agreement_sha256"] = uow.session.get_one(
            Agreement, ids["agreement_signing"]
        ).document_sha256
        ids["conversion_file"] = store_bytes(
            uow, content=b"%PDF-1.4 x", name="p.pdf", media_type="application/pdf",
            subject_type="conversion", subject_id=ids["outcome_published_own"],
            org_id=people["holder_own"].org_id,
        ).id  # fmt: skip


@pytest.fixture
def house(built: World) -> Iterator[House]:
    """The house of the built world; what a test does to it is rolled back."""
    savepoint = built.house.database.connection.begin_nested()
    yield built.house
    savepoint.rollback()


@pytest.fixture
def world(built: World, house: House) -> World:
    """People and objects of all features."""
    return World(house, dict(built.people), dict(built.ids))


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
    database = _database(url)
    yield build_house(settings, database=database, ports=ports)
    database.dispose()


def _database(url: str) -> Database:
    database = Database(url)
    with database.writer.begin() as connection:
        SQLModel.metadata.create_all(connection)
        audit.ensure_guards(connection)
    return database
