"""What happens around the scoring: preliminary analysis, meeting, appeal."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PreliminaryWritten(Event):
    """The organisers' own analysis was written; its figures are in no event."""

    name: ClassVar[str] = "assessment.preliminary_written"
    label_zh: ClassVar[str] = "填写初步评价"


@dataclass(frozen=True, kw_only=True)
class MeetingRecorded(Event):
    """Date, attendance or minutes of the review meeting were recorded."""

    name: ClassVar[str] = "assessment.meeting_recorded"
    label_zh: ClassVar[str] = "记录评审会议"


@dataclass(frozen=True, kw_only=True)
class RoundFrozen(Event):
    """Nobody scores until the organisers go on, for instance after a leak."""

    name: ClassVar[str] = "assessment.frozen"
    label_zh: ClassVar[str] = "冻结评分"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundThawed(Event):
    """Scoring goes on."""

    name: ClassVar[str] = "assessment.thawed"
    label_zh: ClassVar[str] = "恢复评分"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundRestored(Event):
    """The sheets went back to a snapshot; no score is part of the fact."""

    name: ClassVar[str] = "assessment.restored"
    label_zh: ClassVar[str] = "回退到快照"
    snapshot: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppealFiled(Event):
    """The holder appealed, once."""

    name: ClassVar[str] = "assessment_appeal.filed"
    label_zh: ClassVar[str] = "提出申诉"
    assessment_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AppealUpheld(Event):
    """The appeal was upheld: another panel assesses again."""

    name: ClassVar[str] = "assessment_appeal.upheld"
    label_zh: ClassVar[str] = "申诉成立"
    assessment_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppealDismissed(Event):
    """The appeal was dismissed; the result stands."""

    name: ClassVar[str] = "assessment_appeal.dismissed"
    label_zh: ClassVar[str] = "申诉驳回"
    assessment_id: uuid.UUID
    reason: str
