"""Engines, sessions and column types that behave the same on SQLite and PostgreSQL.

SQLite has a reader and a writer engine: the writer begins every transaction with
``BEGIN IMMEDIATE`` (the driver's default silently loses concurrent updates), the
reader is ``query_only``.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlmodel import Session, SQLModel, create_engine

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

POOL_SIZE = 20
KEPT_ROWS = 2000
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "trusted_schema=OFF",
)


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """A moment stored in UTC and always returned aware; naive input is an error."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments, store UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Make what SQLite returns aware."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WorkSession(Session):
    """A session that does not read a row twice.

    SQLAlchemy holds loaded objects weakly, so a row that two rules of one request look at was
    read once by each. The newest `KEPT_ROWS` objects are held as long as the session lives.
    """


@event.listens_for(WorkSession, "loaded_as_persistent")
@event.listens_for(WorkSession, "pending_to_persistent")
def _keep(session: WorkSession, obj: object) -> None:
    session.info.setdefault("kept", deque(maxlen=KEPT_ROWS)).append(obj)


def enum_type(cls: type[StrEnum]) -> sa.Enum:
    """Return a column type that stores the enum's value as text."""
    return sa.Enum(
        cls,
        native_enum=False,
        length=40,
        values_callable=lambda e: [member.value for member in e],
        create_constraint=False,
    )


def _sqlite_engine(url: str, *, write: bool) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": 30, "check_same_thread": False},
        pool_size=1 if write else POOL_SIZE,
        max_overflow=0,
        pool_timeout=30,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        if not write:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


class Database:
    """The two ways into the database: reading and writing sessions.

    Parameters
    ----------
    url
        ``sqlite:///path`` or ``postgresql+psycopg://…``.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            path = url.removeprefix("sqlite:///")
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self.writer = _sqlite_engine(url, write=True)
            self.reader = _sqlite_engine(url, write=False)
        else:
            self.writer = create_engine(
                url, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=30, pool_pre_ping=True
            )
            self.reader = self.writer.execution_options(postgresql_readonly=True)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session whose transaction holds the write lock (SQLite)."""
        with WorkSession(self.writer, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that cannot write."""
        with WorkSession(self.reader, expire_on_commit=False, autoflush=False) as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.writer.dispose()
        self.reader.dispose()
