"""What waits for staff: passed outcomes to publish, records whose check is due."""

from datetime import timedelta

from sqlmodel import col, select

from backend.features.library import snapshot
from backend.features.library.models import LibraryRecord
from backend.features.library.states import RecordStatus
from backend.kernel.registry import Todo
from backend.kernel.uow import UnitOfWork

NOTICE = timedelta(days=30)


def library_todos(uow: UnitOfWork) -> list[Todo]:
    """Return records that staff should publish or check."""
    if not uow.allows("library.list"):
        return []
    ready = uow.session.exec(
        select(LibraryRecord)
        .where(uow.visible("library.publish"), col(LibraryRecord.status) == RecordStatus.READY)
        .order_by(col(LibraryRecord.created_at))
        .limit(100)
    ).all()
    due = uow.session.exec(
        select(LibraryRecord)
        .where(
            uow.visible("library.check"),
            col(LibraryRecord.status) == RecordStatus.PUBLISHED,
            col(LibraryRecord.review_due_at) < uow.now() + NOTICE,
        )
        .order_by(col(LibraryRecord.review_due_at))
        .limit(100)
    ).all()
    return [
        *(_todo("入库发布", row) for row in ready),
        *(_todo("核查更新", row) for row in due),
    ]


def _todo(words: str, record: LibraryRecord) -> Todo:
    return Todo(
        "library",
        record.id,
        f"{words}：{snapshot.text(record, 'title')}",
        f"/work/library/{record.id}",
        record.created_at,
        record.review_due_at,
    )
