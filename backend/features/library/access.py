"""Relations of people to library records."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from backend.features.library.models import LibraryRecord
from backend.features.library.states import RecordStatus
from backend.kernel.policy import Actor


@dataclass(frozen=True)
class PublicRecord:
    """Records that stand in the library, whoever asks."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it is published."""
        del session, actor
        return isinstance(obj, LibraryRecord) and obj.status is RecordStatus.PUBLISHED

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Published records."""
        del actor
        return col(LibraryRecord.status) == RecordStatus.PUBLISHED
