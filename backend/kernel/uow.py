"""The unit of work: one session, one actor, one commit that writes everything."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col

from backend.kernel import audit, outbox
from backend.kernel.clock import Clock
from backend.kernel.db import Database
from backend.kernel.errors import Conflict, Denied, NotFound, Stale, Unavailable
from backend.kernel.events import Event
from backend.kernel.policy import SYSTEM, Actor, Policy
from backend.kernel.records import Record
from backend.kernel.registry import Registry
from backend.kernel.resources import Ports

R = TypeVar("R", bound=Record)
Who = Actor | Callable[[Session], Actor]


@dataclass(frozen=True)
class RequestInfo:
    """Where a change comes from."""

    request_id: str = ""
    ip: str = ""
    user_agent: str = ""


@dataclass
class UnitOfWork:
    """What a service needs: session, actor, policy, clock, ports.

    Everything recorded here becomes one commit: changed rows, audit entry,
    outbox events and their deliveries.
    """

    session: Session
    actor: Actor
    policy: Policy
    clock: Clock
    ports: Ports
    request: RequestInfo = field(default_factory=RequestInfo)
    subscriptions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    registry: Registry = field(default_factory=Registry)
    changelog: audit.ChangeLog | None = None
    events: list[Event] = field(default_factory=list)
    notes: list[tuple[str, str, uuid.UUID | None, dict[str, Any]]] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return self.clock.now()

    def allows(self, permission: str, obj: Any = None) -> bool:
        """Whether the actor may do this to this object."""
        return self.policy.allows(self.session, self.actor, permission, obj)

    def require(self, permission: str, obj: Any = None) -> None:
        """Raise `Denied` unless the actor may."""
        self.policy.require(self.session, self.actor, permission, obj)

    def visible(self, permission: str) -> ColumnElement[bool]:
        """Return the predicate of the rows the actor may do this to."""
        return self.policy.visible(self.actor, permission)

    def get(
        self,
        model: type[R],
        identity: uuid.UUID,
        permission: str,
        *,
        expected_version: int | None = None,
    ) -> R:
        """Load a row the actor may see and act on.

        Raises
        ------
        NotFound
            There is no such row, or the actor may not see it (``<aggregate>.read``).
        Denied
            It is visible, but this action is not allowed.
        Stale
            `expected_version` is no longer the row's version.
        """
        writes = self.changelog is not None
        locks = writes and self.session.get_bind().dialect.name == "postgresql"
        obj: R | None = self.session.execute(_by_id(model, locks), {"identity": identity}).scalar()
        read = permission.partition(".")[0] + ".read"
        # a row that is not there is asked about like one that is hidden: the time tells nothing
        seen = self.allows(read, model(id=identity) if obj is None else obj)
        if obj is None or not seen:
            raise NotFound("记录不存在，或您无权查看。")
        if permission != read and not self.allows(permission, obj):
            raise Denied(
                "当前身份不能执行此操作，请切换身份或联系平台工作人员。", permission=permission
            )
        if expected_version is not None and obj.version != expected_version:
            raise Stale("该记录已被他人修改，请刷新后再试。", current_version=obj.version)
        return obj

    def add(self, obj: R) -> R:
        """Add a new row and give it its place in the database."""
        now = self.now()
        obj.created_at = obj.updated_at = now
        self.session.add(obj)
        self.session.flush()
        return obj

    def touch(self, obj: Record) -> None:
        """Raise the version of an aggregate whose parts changed."""
        obj.updated_at = self.now()
        flag_modified(obj, "updated_at")  # also when the clock has not moved since

    def record(self, event: Event) -> None:
        """Remember an event for the commit."""
        self.events.append(event)

    def note(
        self, action: str, object_type: str, object_id: uuid.UUID | None, **facts: Any
    ) -> None:
        """Write an audit entry for something that changes no row, such as a reading."""
        self.notes.append((action, object_type, object_id, facts))

    def commit(self) -> None:
        """Write audit, outbox and rows in one transaction.

        Raises
        ------
        Stale
            Somebody else changed one of the rows first.
        Conflict
            A uniqueness rule of the database was broken.
        Unavailable
            The database could not take the write; nothing was written.
        """
        try:
            self.session.flush()
            self._write_trail()
            self.session.commit()
        except StaleDataError as error:
            self.session.rollback()
            raise Stale("该记录刚被他人修改，请刷新后再试。") from error
        except IntegrityError as error:
            self.session.rollback()
            raise Conflict("与已有记录重复或相互依赖，未作任何修改。") from error
        except OperationalError as error:
            self.session.rollback()
            raise Unavailable("数据库繁忙，未作任何修改，请稍后再试。") from error
        self.events.clear()
        self.notes.clear()

    def _write_trail(self) -> None:
        now = self.now()
        events = list(self.events)
        outbox.write_events(
            self.session,
            events,
            self.subscriptions,
            at=now,
            actor_id=self.actor.user_id,
            actor_name=self.actor.name,
            request_id=self.request.request_id,
        )
        changes = self.changelog.changes if self.changelog else []
        if changes or events:
            subject = events[0] if events else None
            first = changes[0] if changes else {"table": "", "id": None}
            action = "+".join(dict.fromkeys(event.name for event in events))[:120]
            self._append(
                action or f"{first['table']}.{first.get('kind', 'changed')}",
                subject.aggregate if subject else str(first["table"]),
                subject.aggregate_id if subject else _uuid(first["id"]),
                json.dumps(changes, ensure_ascii=False, sort_keys=True),
            )
        for action, object_type, object_id, facts in self.notes:
            self._append(
                action, object_type, object_id,
                json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str),
            )  # fmt: skip
        if self.changelog:
            self.changelog.changes = []

    def _append(
        self, action: str, object_type: str, object_id: uuid.UUID | None, changes: str
    ) -> None:
        actor, request = self.actor, self.request
        audit.append(
            self.session,
            {
                "at": self.now(),
                "actor_id": actor.user_id,
                "actor_name": actor.name,
                "role": actor.role.value if actor.role else "",
                "org_id": actor.org_id,
                "session_id": actor.session_id,
                "ip": request.ip,
                "request_id": request.request_id,
                "action": action,
                "object_type": object_type,
                "object_id": object_id,
                "changes": changes,
            },
        )

    @contextmanager
    def acting_as(self, actor: Actor) -> Iterator[None]:
        """Let the platform itself act for a moment (automatic transitions)."""
        previous, self.actor = self.actor, actor
        try:
            yield
        finally:
            self.actor = previous


@cache
def _by_id(model: type[Record], locks: bool) -> sa.Select[Any]:
    # kept: building a statement costs as much as running it
    statement = sa.select(model).where(col(model.id) == sa.bindparam("identity"))
    return statement.with_for_update() if locks else statement


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


@dataclass(frozen=True)
class House:
    """The assembled platform without the web: opens units of work."""

    database: Database
    policy: Policy
    clock: Clock
    ports: Ports
    subscriptions: Mapping[str, Sequence[str]]
    audit_key: bytes
    registry: Registry = field(default_factory=Registry)

    @contextmanager
    def unit_of_work(
        self, who: Who = SYSTEM, request: RequestInfo | None = None
    ) -> Iterator[UnitOfWork]:
        """Open a writing unit of work; leaving it without an error commits."""
        with self.database.writing() as session:
            uow = self._build(session, who, request)
            uow.changelog = audit.ChangeLog(session, self.audit_key, self.clock.now)
            try:
                yield uow
            except BaseException:
                session.rollback()
                raise
            uow.commit()

    @contextmanager
    def reading(
        self, who: Who = SYSTEM, request: RequestInfo | None = None
    ) -> Iterator[UnitOfWork]:
        """Open a unit of work that cannot write."""
        with self.database.reading() as session:
            yield self._build(session, who, request)

    def _build(self, session: Session, who: Who, request: RequestInfo | None) -> UnitOfWork:
        return UnitOfWork(
            session=session,
            actor=who if isinstance(who, Actor) else who(session),
            policy=self.policy,
            clock=self.clock,
            ports=self.ports,
            request=request or RequestInfo(),
            subscriptions=self.subscriptions,
            registry=self.registry,
        )
