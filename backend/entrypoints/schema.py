"""Brings a database to the newest schema and puts the audit guards in place."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from backend.kernel import audit
from backend.kernel.db import Database

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def alembic_config(connection: sa.Connection) -> Config:
    """Return an Alembic configuration bound to a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate; batch migrations drop triggers, so the guards are renewed afterwards."""
    with database.writer.connect() as connection:
        if not database.is_sqlite:  # several processes may start on one empty database
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({audit.LOCK_KEY + 1})")
        command.upgrade(alembic_config(connection), revision)
        if revision == "head":
            audit.ensure_guards(connection)
        connection.commit()
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({audit.LOCK_KEY + 1})")
            connection.commit()


def is_current(database: Database) -> bool:
    """Whether the database has the newest schema."""
    with database.writer.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        head = ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
        return present is not None and present == head
