"""What happens to a technology need (5.3.1.4)."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DemandCreated(Event):
    """Somebody began to describe a need."""

    name: ClassVar[str] = "demand.created"
    label_zh: ClassVar[str] = "创建需求草稿"


@dataclass(frozen=True, kw_only=True)
class DemandSaved(Event):
    """The draft was changed."""

    name: ClassVar[str] = "demand.saved"
    label_zh: ClassVar[str] = "保存需求"


@dataclass(frozen=True, kw_only=True)
class DemandSubmitted(Event):
    """The need waits for review by staff."""

    name: ClassVar[str] = "demand.submitted"
    label_zh: ClassVar[str] = "提交审核"


@dataclass(frozen=True, kw_only=True)
class DemandReturned(Event):
    """Staff asked for more."""

    name: ClassVar[str] = "demand.returned"
    label_zh: ClassVar[str] = "退回补充"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DemandPublished(Event):
    """The need stands in the public hall."""

    name: ClassVar[str] = "demand.published"
    label_zh: ClassVar[str] = "审核通过并发布"


@dataclass(frozen=True, kw_only=True)
class DemandWithdrawn(Event):
    """The owner took the need back before publication."""

    name: ClassVar[str] = "demand.withdrawn"
    label_zh: ClassVar[str] = "撤回"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DemandClosed(Event):
    """The need is met or no longer exists."""

    name: ClassVar[str] = "demand.closed"
    label_zh: ClassVar[str] = "关闭需求"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DemandImported(Event):
    """A published need came from a sourced file."""

    name: ClassVar[str] = "demand.imported"
    label_zh: ClassVar[str] = "由资料导入"
    external_id: str


@dataclass(frozen=True, kw_only=True)
class DemandRefreshed(Event):
    """A repeated import brought other content."""

    name: ClassVar[str] = "demand.refreshed"
    label_zh: ClassVar[str] = "重新导入更新"
    external_id: str
