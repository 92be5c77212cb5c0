"""What happens to experts."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ExpertProposed(Event):
    """Somebody was entered into the expert base as a candidate."""

    name: ClassVar[str] = "expert.proposed"
    label_zh: ClassVar[str] = "专家入库申请"


@dataclass(frozen=True, kw_only=True)
class ExpertUpdated(Event):
    """An expert's profile changed."""

    name: ClassVar[str] = "expert.updated"
    label_zh: ClassVar[str] = "更新专家资料"


@dataclass(frozen=True, kw_only=True)
class ExpertActivated(Event):
    """Staff admitted an expert."""

    name: ClassVar[str] = "expert.activated"
    label_zh: ClassVar[str] = "专家入库"


@dataclass(frozen=True, kw_only=True)
class ExpertSuspended(Event):
    """Staff suspended an expert."""

    name: ClassVar[str] = "expert.suspended"
    label_zh: ClassVar[str] = "暂停专家"
    reason: str


@dataclass(frozen=True, kw_only=True)
class TieDeclared(Event):
    """An expert declared a tie to an organisation."""

    name: ClassVar[str] = "expert.tie_declared"
    label_zh: ClassVar[str] = "申报利益关系"


@dataclass(frozen=True, kw_only=True)
class TieEnded(Event):
    """An expert ended a declared tie."""

    name: ClassVar[str] = "expert.tie_ended"
    label_zh: ClassVar[str] = "终止利益关系"
