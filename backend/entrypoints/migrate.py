"""Writes a migration: compares the tables in code with a database at the newest revision."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from backend.entrypoints.schema import alembic_config
from backend.kernel.db import Database


def main(message: str) -> None:
    """Autogenerate one revision on an empty SQLite database brought to head."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'm.sqlite3'}")
        with database.writer.connect() as connection:
            config = alembic_config(connection)
            config.set_main_option(
                "file_template",
                "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s",
            )
            command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True)
        database.dispose()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "change")
