"""Domain events: what happened, past tense, ids and facts only."""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

REGISTRY: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to one aggregate."""

    name: ClassVar[str] = ""
    label_zh: ClassVar[str] = ""

    aggregate_id: uuid.UUID

    def __init_subclass__(cls) -> None:
        """Register the event under its wire name."""
        super().__init_subclass__()
        if cls.name:
            if cls.name in REGISTRY and REGISTRY[cls.name].__qualname__ != cls.__qualname__:
                raise ValueError(f"event {cls.name} is declared twice")
            REGISTRY[cls.name] = cls

    @property
    def aggregate(self) -> str:
        """The aggregate's name, the part before the dot."""
        return self.name.partition(".")[0]

    def payload(self) -> str:
        """Return the facts as JSON."""
        return json.dumps(asdict(self), default=_plain, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be stored in an event")
