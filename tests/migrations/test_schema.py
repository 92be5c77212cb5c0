"""The schema history: one head, complete, reversible, guards in place."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from backend.entrypoints import schema
from backend.kernel.db import Database


@pytest.fixture
def real_database(request, tmp_path, worker_id) -> Iterator[Database]:
    """An empty database of its own."""
    if request.config.getoption("--database") == "postgresql":
        from tests.postgres import fresh_database

        with fresh_database(f"migrate_{worker_id}") as url:
            yield Database(url)
    else:
        yield Database(f"sqlite:///{tmp_path / 'm.sqlite3'}")


def test_migrations_build_exactly_the_tables_of_the_code(real_database):
    schema.upgrade(real_database)
    assert schema.is_current(real_database)
    with real_database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
        names = set(sa.inspect(connection).get_table_names())
        assert set(SQLModel.metadata.tables) <= names
        config = schema.alembic_config(connection)
        assert len(ScriptDirectory.from_config(config).get_heads()) == 1
        guards = _guards(connection)
        assert "audit" in guards
        command.downgrade(config, "base")
        connection.commit()
        assert set(sa.inspect(connection).get_table_names()) <= {"alembic_version"}
    real_database.dispose()


def _guards(connection: sa.Connection) -> str:
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    return " ".join(row[0] for row in connection.execute(sa.text(query)))
