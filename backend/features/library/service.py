"""Commands on the library: prepared by the assessment, published by staff (6.3.1)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.features.library import queries, search
from backend.features.library.events import ChannelAdded, RecordPrepared
from backend.features.library.models import LibraryRecord
from backend.features.library.states import WORKFLOW, RecordStatus
from backend.features.outcomes import queries as outcomes
from backend.features.outcomes import service as outcome_commands
from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Invalid, Unavailable
from backend.kernel.outbox import OutboxEvent
from backend.kernel.search import IndexDoc
from backend.kernel.uow import UnitOfWork

REVIEW_CYCLE = timedelta(days=365)
OWN_CHANNEL = "成果信息库"
WRITE_TIMEOUT = 30.0
MAX_CHANNELS = 100


@dataclass(frozen=True)
class PassedResult:
    """What the library keeps of an assessment that was passed."""

    assessment_id: uuid.UUID
    number: str
    total: float | None
    grade: str
    weight_version: str
    issued_at: datetime | None
    maturity_level: str = ""
    readiness: int | None = None
    dimensions: Sequence[dict[str, Any]] = field(default_factory=tuple)
    report_file_id: uuid.UUID | None = None
    is_demo: bool = False


def prepare_record(uow: UnitOfWork, outcome_id: uuid.UUID, result: PassedResult) -> LibraryRecord:
    """Make the record of a passed outcome; a later assessment renews it and asks for publication.

    Only this function makes records, and only for results that were passed: what has no record
    cannot be published.
    """
    outcome = outcomes.outcome_by_id(uow, outcome_id)
    record = queries.record_of(uow, outcome_id)
    if record is None:
        record = uow.add(LibraryRecord(outcome_id=outcome_id, assessment_id=result.assessment_id))
    record.assessment_id = result.assessment_id
    record.assessment_number = result.number
    record.total, record.grade = result.total, result.grade
    record.weight_version = result.weight_version
    record.assessed_at = result.issued_at
    record.result = {
        "maturity_level": result.maturity_level,
        "readiness": result.readiness,
        "dimensions": [dict(item) for item in result.dimensions],
        "report_file_id": str(result.report_file_id) if result.report_file_id else None,
    }
    record.is_demo = outcome.is_demo or result.is_demo
    record.snapshot = outcomes.public_fields(uow, outcome)
    uow.record(RecordPrepared(aggregate_id=record.id, outcome_id=outcome_id))
    return record


def publish(uow: UnitOfWork, record_id: uuid.UUID, expected_version: int) -> LibraryRecord:
    """Publish with one action: record, outcome, channel log, index (through the outbox)."""
    record = uow.get(LibraryRecord, record_id, "library.publish", expected_version=expected_version)
    WORKFLOW.fire(uow, record, "publish", outcome_id=record.outcome_id)
    now = uow.now()
    record.snapshot = outcomes.public_fields(uow, outcomes.outcome_by_id(uow, record.outcome_id))
    record.published_at = record.checked_at = now
    record.review_due_at = now + REVIEW_CYCLE
    _log_channel(uow, record, OWN_CHANNEL, f"/library/{record.id}", now)
    outcome_commands.mark(uow, record.outcome_id, "publish")
    return record


def unpublish(
    uow: UnitOfWork, record_id: uuid.UUID, expected_version: int, reason: str
) -> LibraryRecord:
    """Take a record out of the library; an outcome under contract keeps its own state."""
    record = uow.get(
        LibraryRecord, record_id, "library.unpublish", expected_version=expected_version
    )
    WORKFLOW.fire(uow, record, "unpublish", outcome_id=record.outcome_id, reason=reason)
    brief = outcomes.brief(uow, [record.outcome_id])[record.outcome_id]
    if brief.status.value == "published":
        outcome_commands.mark(uow, record.outcome_id, "unpublish")
    return record


def confirm_content(uow: UnitOfWork, record_id: uuid.UUID, expected_version: int) -> LibraryRecord:
    """Say that the content was checked and is still right; the next check is due in a year."""
    record = uow.get(LibraryRecord, record_id, "library.check", expected_version=expected_version)
    WORKFLOW.fire(uow, record, "check", outcome_id=record.outcome_id)
    record.checked_at = uow.now()
    record.review_due_at = uow.now() + REVIEW_CYCLE
    return record


def add_channel(
    uow: UnitOfWork,
    record_id: uuid.UUID,
    expected_version: int,
    *,
    name: str,
    url: str,
    on: date | None,
) -> LibraryRecord:
    """Log that the outcome was made known elsewhere, with date and link."""
    record = uow.get(LibraryRecord, record_id, "library.channel", expected_version=expected_version)
    if record.status is not RecordStatus.PUBLISHED:
        raise Invalid.field("/name", "先入库发布，再登记其他渠道。")
    if len(record.channels) >= MAX_CHANNELS:
        raise Invalid.field("/name", f"最多登记 {MAX_CHANNELS} 条渠道。")
    at = uow.now()
    if on is not None:
        if on > at.astimezone(SHANGHAI).date():
            raise Invalid.field("/on", "发布日期不能晚于今天。")
        at = datetime.combine(on, time(), SHANGHAI).astimezone(UTC)
    _log_channel(uow, record, name, url, at)
    uow.record(ChannelAdded(aggregate_id=record.id, channel=name))
    return record


def _log_channel(uow: UnitOfWork, record: LibraryRecord, name: str, url: str, at: datetime) -> None:
    line = {"name": name, "url": url, "at": at.isoformat(), "by": uow.actor.name}
    record.channels = [*record.channels, line]


# ---- the index ---------------------------------------------------------------------------------


def index_search(uow: UnitOfWork, events: Sequence[OutboxEvent]) -> None:
    """Bring the index up to the rows; repeating is harmless, the payload is never believed.

    Raises
    ------
    Unavailable
        The engine did not confirm the write in time; the delivery is tried again.
    """
    touched: dict[str, set[uuid.UUID]] = {}
    for event in events:
        touched.setdefault(event.aggregate, set()).add(event.aggregate_id)
    docs: list[IndexDoc] = []
    gone: list[str] = []
    for aggregate, ids in touched.items():
        new, old = search.changes(uow, aggregate, ids)
        docs += new
        gone += old
    index = uow.ports.search
    tickets = [index.upsert(docs)] if docs else []
    if gone:
        tickets.append(index.delete(gone))
    for ticket in tickets:
        if not index.wait(ticket, WRITE_TIMEOUT):
            raise Unavailable("检索引擎未在时限内确认写入。")


def reindex(uow: UnitOfWork) -> str:
    """Rebuild the index from the database and switch to it in one step; return what was built.

    Needs a reading unit of work: before the switch it looks at the database a second time, so
    that what changed meanwhile is not lost.
    """
    started = min(uow.now(), datetime.now(UTC))

    def replay() -> tuple[list[IndexDoc], list[str]]:
        if uow.changelog is None:
            uow.session.rollback()  # end the snapshot of the first walk
        return search.changed_since(uow, started)

    generation = uow.ports.search.rebuild(search.all_docs(uow), replay)
    return f"{generation.name}，{generation.documents} 条，{generation.seconds:.1f} 秒"
