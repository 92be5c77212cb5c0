"""What happens to a request for a service."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RequestOpened(Event):
    """Somebody asked for a service; the clock runs."""

    name: ClassVar[str] = "service_request.opened"
    label_zh: ClassVar[str] = "提出服务请求"
    kind: str
    subject_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class RequestAcknowledged(Event):
    """Staff gave the first answer."""

    name: ClassVar[str] = "service_request.acknowledged"
    label_zh: ClassVar[str] = "首次响应"


@dataclass(frozen=True, kw_only=True)
class RequestPaused(Event):
    """The clock stands still while the user is asked for something."""

    name: ClassVar[str] = "service_request.paused"
    label_zh: ClassVar[str] = "等待用户补充，暂停计时"


@dataclass(frozen=True, kw_only=True)
class RequestResumed(Event):
    """The user answered; the clock runs again."""

    name: ClassVar[str] = "service_request.resumed"
    label_zh: ClassVar[str] = "恢复计时"


@dataclass(frozen=True, kw_only=True)
class RequestCompleted(Event):
    """The service was given."""

    name: ClassVar[str] = "service_request.completed"
    label_zh: ClassVar[str] = "办结"


@dataclass(frozen=True, kw_only=True)
class RequestCancelled(Event):
    """The service is no longer wanted."""

    name: ClassVar[str] = "service_request.cancelled"
    label_zh: ClassVar[str] = "撤销"
    reason: str = ""
