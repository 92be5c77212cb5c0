"""Tables that wiring fills and the lower floors read: to-dos, menus, workflows."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backend.kernel.policy import Role
    from backend.kernel.uow import UnitOfWork
    from backend.kernel.workflow import Workflow


@dataclass(frozen=True)
class Todo:
    """One thing that waits for the actor."""

    kind: str
    object_id: uuid.UUID
    title: str
    link: str
    created_at: datetime
    due_at: datetime | None = None


@dataclass(frozen=True)
class MenuItem:
    """One entry of the work area's menu and the roles that see it."""

    key: str
    label_zh: str
    label_en: str
    path: str
    roles: "frozenset[Role]"


def _none_unread(uow: "UnitOfWork") -> int:
    del uow
    return 0


TodoSource = Callable[["UnitOfWork"], Sequence[Todo]]


@dataclass(frozen=True)
class Registry:
    """What exists in this house."""

    todo_sources: Sequence[TodoSource] = ()
    menu: Sequence[MenuItem] = ()
    unread: "Callable[[UnitOfWork], int]" = _none_unread
    workflows: "Mapping[str, Workflow[Any]]" = field(default_factory=dict)
