"""What happens to the figures of service quality."""

from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MetricSnapshotTaken(Event):
    """The figure of a closed period was fixed."""

    name: ClassVar[str] = "metric.snapshot_taken"
    label_zh: ClassVar[str] = "定格指标"
    code: str
    value: str


@dataclass(frozen=True, kw_only=True)
class MetricSettingChanged(Event):
    """A reading of the standard was changed."""

    name: ClassVar[str] = "metric.setting_changed"
    label_zh: ClassVar[str] = "修改指标口径"
    key: str
    value: str
    reason: str
