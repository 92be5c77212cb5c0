"""One database per worker, one rolled-back transaction per test, one fixed clock."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlmodel import Session, SQLModel

from backend.adapters.search.memory import MemoryIndex
from backend.entrypoints.api import create_app
from backend.entrypoints.assembly import build_house, build_ports, build_relay
from backend.kernel import audit, logging
from backend.kernel.clock import FixedClock
from backend.kernel.db import Database, WorkSession
from backend.kernel.policy import Role
from backend.kernel.relay import Relay
from backend.kernel.settings import Settings
from backend.kernel.uow import House
from tests.factories.people import Person, make_person


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


# what a test must ask for to touch the database that the option chooses
OF_DATABASE = frozenset({"engine", "database_url", "house", "real_house", "real_database", "stage"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what meets the database; the rest was run on SQLite and knows no other."""
    if config.getoption("--database") == "sqlite":
        return
    apart = [item for item in items if not OF_DATABASE & set(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=apart)
    items[:] = [item for item in items if item not in set(apart)]


logging.configure("warning")
# the same examples every time, and no clock: a busy machine must not decide a test
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """A fresh database for this worker."""
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.sqlite3'}"
        return
    from tests.postgres import fresh_database

    with fresh_database(f"test_{worker_id}") as url:
        yield url


class SharedDatabase(Database):
    """Every session of a test lives in one connection whose transaction is rolled back."""

    def __init__(self, connection: sa.Connection, url: str) -> None:
        self.connection = connection
        self.url = url
        self.is_sqlite = url.startswith("sqlite")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with WorkSession(
            self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.writing() as session:
            yield session

    def dispose(self) -> None:
        return


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[sa.Engine]:
    """The engine with all tables and guards."""
    if database_url.startswith("sqlite"):
        engine = sa.create_engine(database_url, connect_args={"check_same_thread": False})

        @event.listens_for(engine, "connect")
        def _connect(connection, _):
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA synchronous=OFF")

        @event.listens_for(engine, "begin")
        def _begin(connection):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        audit.ensure_guards(connection)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data=tmp_path_factory.mktemp("data"),
        search_engine="memory",
        secret_key="test-key-" + "0123456789abcdef" * 3,
        rate_factor=1000,
        _env_file=None,
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def session_ports(settings: Settings):
    return build_ports(settings)


@pytest.fixture
def house(
    engine: sa.Engine, settings: Settings, clock: FixedClock, session_ports
) -> Iterator[House]:
    """The assembled platform over a transaction that is rolled back."""
    import dataclasses

    ports = dataclasses.replace(session_ports, search=MemoryIndex())
    with engine.connect() as connection:
        transaction = connection.begin()
        database = SharedDatabase(connection, str(engine.url))
        yield build_house(settings, database=database, clock=clock, ports=ports)
        transaction.rollback()


@pytest.fixture(scope="session")
def built(request, settings, session_ports, tmp_path_factory, worker_id):
    """The world of the matrix, in a database of its own; a test's changes are rolled back."""
    from tests.worlds import built_world

    if request.config.getoption("--database") == "postgresql":
        from tests.postgres import fresh_database

        with fresh_database(f"world_{worker_id}") as url:
            yield from built_world(url, settings, session_ports)
    else:
        folder = tmp_path_factory.mktemp("worlds")
        yield from built_world(f"sqlite:///{folder / 'world.sqlite3'}", settings, session_ports)


@pytest.fixture
def relay(house: House) -> Relay:
    return build_relay(house)


@pytest.fixture
def drain(relay: Relay) -> Callable[[], None]:
    """Deliver everything that is in the outbox."""
    return relay.drain


@pytest.fixture(scope="session")
def app_of_session(settings: Settings, session_ports):
    """One application for all tests; each test gives it its own house."""
    database = Database(f"sqlite:///{settings.data / 'unused.sqlite3'}")
    app = create_app(build_house(settings, database=database, ports=session_ports))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield app, client
    database.dispose()


@pytest.fixture
def app(app_of_session, house: House):
    from backend.entrypoints.assembly import build_authenticate

    app, _ = app_of_session
    app.state.house = house
    app.state.authenticate = build_authenticate(house)
    return app


@pytest.fixture
def client(app, app_of_session) -> Iterator[TestClient]:
    """An HTTP client that is nobody; `client.headers` can be given a cookie by `login_as`."""
    _, client = app_of_session
    client.cookies.clear()
    yield client
    client.cookies.clear()


class As:
    """An HTTP client that always acts as one person."""

    def __init__(self, client: TestClient, person: Person) -> None:
        self.client = client
        self.person = person

    def request(self, method: str, path: str, *, version: int | None = None, **kwargs):
        headers = {"cookie": f"sid={self.person.token}", **kwargs.pop("headers", {})}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        self.client.cookies.clear()
        return self.client.request(method, f"/api/v1{path}", headers=headers, **kwargs)

    def get(self, path: str, **kwargs):
        return self.request("GET", path, **kwargs)

    def post(self, path: str, **kwargs):
        return self.request("POST", path, **kwargs)

    def put(self, path: str, **kwargs):
        return self.request("PUT", path, **kwargs)

    def delete(self, path: str, **kwargs):
        return self.request("DELETE", path, **kwargs)


@pytest.fixture
def person(house: House) -> Callable[..., Person]:
    """Make a person under one hat: `person(Role.HOLDER)` or `person(Role.EXPERT, org=other.org_id)`."""

    def make(role: Role | None = None, *, org: uuid.UUID | None = None, **kwargs) -> Person:
        return make_person(house, role, org=org, **kwargs)

    return make


@pytest.fixture
def as_(client: TestClient, person) -> Callable[..., As]:
    """Return a client for a person or for a fresh person of a role."""

    def make(who: Person | Role, **kwargs) -> As:
        return As(client, who if isinstance(who, Person) else person(who, **kwargs))

    return make


@pytest.fixture(scope="session")
def seed_folder() -> Path:
    return Path(__file__).parents[1] / "backend" / "seeds" / "data"
