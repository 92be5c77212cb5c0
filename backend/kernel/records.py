"""The base of every table: id, moments, version."""

import uuid
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

from backend.kernel.db import UTCDateTime
from backend.kernel.ids import uuid7


class Record(SQLModel):
    """A row with a UUIDv7, its moments, and a version that every update raises.

    A stale version makes the update fail, so of two people who save at once
    exactly one wins.
    """

    __audited__: ClassVar[bool] = True
    __secret__: ClassVar[frozenset[str]] = frozenset()

    id: uuid.UUID = Field(default_factory=uuid7, primary_key=True)
    created_at: datetime = Field(default_factory=lambda: datetime.now(UTC), sa_type=UTCDateTime)
    updated_at: datetime = Field(
        default_factory=lambda: datetime.now(UTC),
        sa_type=UTCDateTime,
        sa_column_kwargs={"onupdate": lambda: datetime.now(UTC)},
    )
    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        """Use `version` for optimistic locking."""
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}
