"""Who may do what: one table, and relations with two readings.

A relation says whether it holds for one row (`holds`) and which rows it holds
for (`where`); a generic test proves that both readings agree.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlmodel import Session

from backend.kernel.errors import Denied

KEPT_STATEMENTS = 256


class Role(StrEnum):
    """The hats a person can wear in an organisation."""

    HOLDER = "holder"
    DEMANDER = "demander"
    EXPERT = "expert"
    OPERATOR = "operator"
    ADVISER = "adviser"
    AUDITOR = "auditor"
    ORG_ADMIN = "org_admin"
    PLATFORM_ADMIN = "platform_admin"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts: one person under one hat. `all_org_ids` are all their organisations."""

    user_id: uuid.UUID | None = None
    name: str = ""
    role: Role | None = None
    org_id: uuid.UUID | None = None
    membership_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    all_org_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    # when the password was last given: no part of who somebody is
    authenticated_at: datetime | None = field(default=None, compare=False)

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is logged in."""
        return self.user_id is None and self.role is not Role.SYSTEM


ANONYMOUS = Actor()
SYSTEM = Actor(name="系统", role=Role.SYSTEM)


class Relation(Protocol):
    """One relation between an actor and rows, in two readings."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether it holds for this row."""
        ...

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Which rows it holds for."""
        ...


@dataclass(frozen=True)
class HasRole:
    """The actor wears one of these hats, whatever the row."""

    roles: frozenset[Role]

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the hat fits."""
        del session, obj
        return actor.role in self.roles

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """All rows or none."""
        return sa.true() if actor.role in self.roles else sa.false()


def has_role(*roles: Role) -> HasRole:
    """Shorthand for the policy table."""
    return HasRole(frozenset(roles))


@dataclass(frozen=True)
class Anyone:
    """Everybody, logged in or not."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Hold for everybody."""
        del session, actor, obj
        return True

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """All rows."""
        del actor
        return sa.true()


@dataclass(frozen=True)
class LoggedIn:
    """Everybody who is logged in."""

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether somebody is logged in."""
        del session, obj
        return not actor.is_anonymous

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """All rows or none."""
        return sa.false() if actor.is_anonymous else sa.true()


class QueryRelation:
    """A relation that needs other tables: written once as `where`, read twice.

    Subclasses set `model` and write `where`.
    """

    model: type[Any]

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Which rows it holds for."""
        raise NotImplementedError

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Ask the database whether `where` selects this row."""
        if not isinstance(obj, self.model):
            return False
        statement = self._statement(actor)
        return bool(session.execute(statement, {"object_id": obj.id}).scalar())

    def _statement(self, actor: Actor) -> sa.Select[tuple[bool]]:
        """Return the question for one actor; building it costs more than asking it."""
        kept: dict[Actor, sa.Select[tuple[bool]]] = self.__dict__.setdefault("_kept", {})
        statement = kept.get(actor)
        if statement is None:
            # the table is named: a relation that is plainly false leaves none behind
            rows = sa.select(self.model.id).select_from(self.model)
            this = self.model.id == sa.bindparam("object_id")
            statement = sa.select(sa.exists(rows.where(this, self.where(actor))))
            if len(kept) >= KEPT_STATEMENTS:
                kept.clear()
            kept[actor] = statement
        return statement


@dataclass(frozen=True)
class AllOf:
    """Every one of several relations."""

    parts: tuple[Relation, ...]

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether all parts hold."""
        return all(part.holds(session, actor, obj) for part in self.parts)

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows for which all parts hold."""
        return sa.and_(*(part.where(actor) for part in self.parts))


@dataclass(frozen=True)
class Except:
    """The complement of a relation, for use inside `AllOf`."""

    part: Relation

    def holds(self, session: Session, actor: Actor, obj: Any) -> bool:
        """Whether the part does not hold."""
        return not self.part.holds(session, actor, obj)

    def where(self, actor: Actor) -> ColumnElement[bool]:
        """Rows for which the part does not hold."""
        return sa.not_(self.part.where(actor))


class Reauth(StrEnum):
    """Whether an act asks for the password again."""

    NEVER = ""
    RECENT = "recent"  # unless it was given some minutes ago (`reauth_minutes`)
    ALWAYS = "always"  # with the act itself: the endpoint takes the password in its body


@dataclass(frozen=True)
class Rule:
    """One line of the policy: a permission and the relations that grant it."""

    permission: str
    anyone_of: tuple[Relation, ...]
    reauth: Reauth = Reauth.NEVER


class Policy:
    """The permission table. What is not in it is denied."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self.rules = {rule.permission: rule for rule in rules}
        if len(self.rules) != len(rules):
            raise ValueError("a permission is declared twice")

    def allows(self, session: Session, actor: Actor, permission: str, obj: Any = None) -> bool:
        """Whether the actor may do this to this row."""
        rule = self.rules.get(permission)
        if rule is None:
            return False
        return any(relation.holds(session, actor, obj) for relation in rule.anyone_of)

    def require(self, session: Session, actor: Actor, permission: str, obj: Any = None) -> None:
        """Raise `Denied` unless `allows`."""
        if not self.allows(session, actor, permission, obj):
            raise Denied(
                "当前身份不能执行此操作，请切换身份或联系平台工作人员。", permission=permission
            )

    def visible(self, actor: Actor, permission: str) -> ColumnElement[bool]:
        """Return the predicate of the rows for which `allows` is true."""
        rule = self.rules[permission]
        return sa.or_(sa.false(), *(relation.where(actor) for relation in rule.anyone_of))

    def wants_recent_password(self, permission: str) -> bool:
        """Whether the password must have been given shortly before."""
        rule = self.rules.get(permission)
        return rule is not None and rule.reauth is Reauth.RECENT

    def is_public(self, permission: str) -> bool:
        """Whether nobody needs to be logged in for it."""
        rule = self.rules.get(permission)
        return rule is not None and any(isinstance(r, Anyone) for r in rule.anyone_of)
