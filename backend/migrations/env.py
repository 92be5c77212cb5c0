"""How Alembic reaches the database: always over a connection that it is given."""

from alembic import context
from sqlmodel import SQLModel

from backend.wiring.features import MODEL_MODULES

COMPLETE = len(MODEL_MODULES)  # imported so that the metadata is complete


def run() -> None:
    """Run migrations over the given connection, batch mode for SQLite."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        context.run_migrations()


run()
