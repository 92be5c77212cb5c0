"""What happens to a record of the library (5.2.1, 6.3.1)."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class RecordPrepared(Event):
    """An outcome passed the assessment and can be published."""

    name: ClassVar[str] = "library.prepared"
    label_zh: ClassVar[str] = "评估通过，待入库发布"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class RecordPublished(Event):
    """Staff published the outcome to the library (6.3.1)."""

    name: ClassVar[str] = "library.published"
    label_zh: ClassVar[str] = "入库发布"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class RecordUnpublished(Event):
    """Staff took the record out of the library (5.2.1.2.6)."""

    name: ClassVar[str] = "library.unpublished"
    label_zh: ClassVar[str] = "下架"
    outcome_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecordChecked(Event):
    """Staff checked that the content is still right (5.2.1.2.6)."""

    name: ClassVar[str] = "library.checked"
    label_zh: ClassVar[str] = "核查更新"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ChannelAdded(Event):
    """The outcome was made known through another channel (6.3.1)."""

    name: ClassVar[str] = "library.channel_added"
    label_zh: ClassVar[str] = "登记发布渠道"
    channel: str
