"""The audit trail: append-only, each row chained to the one before by SHA-256."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import inspect
from sqlmodel import Field, Session, SQLModel, col, select

from backend.kernel.db import UTCDateTime

GENESIS = "0" * 64
LOCK_KEY = 0x4845_5041  # advisory lock that orders the writers on PostgreSQL
UNINTERESTING = frozenset({"version", "updated_at", "created_at"})


class AuditEntry(SQLModel, table=True):
    """One committed change: who did what, to which rows, before and after."""

    __tablename__ = "audit_entries"
    __audited__ = False

    seq: int = Field(
        primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    actor_id: uuid.UUID | None = Field(default=None, index=True)
    actor_name: str = Field(default="", max_length=80)
    role: str = Field(default="", max_length=40)
    org_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    ip: str = Field(default="", max_length=64)
    request_id: str = Field(default="", max_length=64)
    action: str = Field(max_length=120, index=True)
    object_type: str = Field(default="", max_length=60)
    object_id: uuid.UUID | None = Field(default=None, index=True)
    changes: str = ""
    prev: str = Field(max_length=64)
    hash: str = Field(max_length=64)


HASHED = (
    "seq", "at", "actor_id", "actor_name", "role", "org_id", "session_id", "ip",
    "request_id", "action", "object_type", "object_id", "changes", "prev",
)  # fmt: skip


def entry_hash(entry: AuditEntry) -> str:
    """Return the SHA-256 over the canonical JSON of all fields and the previous hash."""
    return _content_hash({name: getattr(entry, name) for name in HASHED})


def _content_hash(values: Mapping[str, object]) -> str:
    content = {name: _plain(values[name]) for name in HASHED}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, list | tuple | dict):
        return json.loads(json.dumps(value, default=str, ensure_ascii=False))
    return str(value)


class ChangeLog:
    """Collects what a session changes, flush by flush.

    Values of columns named in a model's ``__secret__`` are kept as keyed hashes.
    """

    def __init__(self, session: Session, key: bytes, now: Callable[[], datetime]) -> None:
        self._key = key
        self._now = now
        self.changes: list[dict[str, Any]] = []
        sa.event.listen(session, "before_flush", self._collect)

    def _collect(self, session: Session, *_: object) -> None:
        for obj in session.new:
            self._note(obj, "created")
        for obj in session.dirty:
            if session.is_modified(obj):
                self._note(obj, "changed")
                if hasattr(obj, "updated_at"):  # by the clock of the house, not the machine's
                    obj.updated_at = self._now()
        for obj in session.deleted:
            self._note(obj, "deleted")

    def _note(self, obj: Any, kind: str) -> None:
        if not getattr(type(obj), "__audited__", True):
            return
        state = inspect(obj)
        secret: frozenset[str] = getattr(type(obj), "__secret__", frozenset())
        fields: dict[str, list[Any]] = {}
        for attribute in state.mapper.column_attrs:
            name = attribute.key
            if name in UNINTERESTING:
                continue
            value = getattr(obj, name, None)
            if kind == "created":
                if value is not None:
                    fields[name] = [None, self._value(value, hidden=name in secret)]
                continue
            history = state.attrs[name].history
            if history.has_changes():
                before = history.deleted[0] if history.deleted else None
                fields[name] = [
                    self._value(before, hidden=name in secret),
                    self._value(value, hidden=name in secret),
                ]
        if fields or kind == "deleted":
            identity = getattr(obj, "id", None)
            self.changes.append(
                {"table": obj.__tablename__, "id": str(identity), "kind": kind, "fields": fields}
            )

    def _value(self, value: object, *, hidden: bool) -> Any:
        plain = _plain(value)
        if hidden and plain is not None:
            text = json.dumps(plain, ensure_ascii=False)
            return "hmac:" + hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]
        return plain


_LAST = sa.text("SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1")
_LOCK = sa.text("SELECT pg_advisory_xact_lock(:key)")
_INSERT = sa.insert(AuditEntry)


def append(session: Session, values: dict[str, Any]) -> None:
    """Add an entry to the end of the chain; the caller's transaction decides.

    `values` are all hashed fields but ``seq`` and ``prev``. Written without the mapper:
    every write of the platform passes here.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"key": LOCK_KEY})
    last = connection.execute(_LAST).first()
    values["seq"] = (last[0] if last else 0) + 1
    values["prev"] = last[1] if last else GENESIS
    values["hash"] = _content_hash(values)
    connection.execute(_INSERT, values)


@dataclass(frozen=True)
class ChainReport:
    """What `verify` found."""

    checked: int
    broken_seq: int | None
    reason: str

    @property
    def ok(self) -> bool:
        """Whether the chain is whole."""
        return self.broken_seq is None


def _entries(session: Session) -> Iterator[AuditEntry]:
    last = 0
    while True:
        rows = session.exec(
            select(AuditEntry)
            .where(col(AuditEntry.seq) > last)
            .order_by(col(AuditEntry.seq))
            .limit(2000)
        ).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].seq
        session.expunge_all()


def verify(session: Session) -> ChainReport:
    """Walk the whole chain and name the first row that does not fit."""
    previous, expected, count = GENESIS, 1, 0
    for entry in _entries(session):
        count += 1
        if entry.seq != expected:
            return ChainReport(count, expected, f"第 {expected} 条缺失")
        if entry.prev != previous:
            return ChainReport(count, entry.seq, f"第 {entry.seq} 条与前一条不衔接")
        if entry_hash(entry) != entry.hash:
            return ChainReport(count, entry.seq, f"第 {entry.seq} 条内容被改动")
        previous, expected = entry.hash, expected + 1
    return ChainReport(count, None, "")


SQLITE_GUARDS = (
    """CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit_entries
       BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    """CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit_entries
       BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END""",
    """CREATE TRIGGER IF NOT EXISTS audit_chain BEFORE INSERT ON audit_entries
       WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_entries)
         OR NEW.prev <> COALESCE((SELECT hash FROM audit_entries ORDER BY seq DESC LIMIT 1),
                                 '0000000000000000000000000000000000000000000000000000000000000000')
       BEGIN SELECT RAISE(ABORT, 'audit chain broken'); END""",
)
POSTGRES_GUARDS = (
    """CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$""",
    "DROP TRIGGER IF EXISTS audit_no_change ON audit_entries",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entries
       FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    "DROP TRIGGER IF EXISTS audit_no_truncate ON audit_entries",
    """CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entries
       FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
)


def ensure_guards(connection: sa.Connection) -> None:
    """Put the append-only triggers in place (batch migrations drop them silently)."""
    postgres = connection.dialect.name == "postgresql"
    for statement in POSTGRES_GUARDS if postgres else SQLITE_GUARDS:
        connection.exec_driver_sql(statement)
