"""What happens while an agreement is carried out."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ProjectOpened(Event):
    """A project was opened for a signed agreement."""

    name: ClassVar[str] = "project.opened"
    label_zh: ClassVar[str] = "建立实施项目"
    agreement_id: uuid.UUID
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ProjectSuspended(Event):
    """The project rests."""

    name: ClassVar[str] = "project.suspended"
    label_zh: ClassVar[str] = "暂停项目"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProjectResumed(Event):
    """The project goes on."""

    name: ClassVar[str] = "project.resumed"
    label_zh: ClassVar[str] = "恢复项目"


@dataclass(frozen=True, kw_only=True)
class ProjectCompleted(Event):
    """The project reached its end."""

    name: ClassVar[str] = "project.completed"
    label_zh: ClassVar[str] = "项目完成"


@dataclass(frozen=True, kw_only=True)
class ProjectTerminated(Event):
    """The project ended early."""

    name: ClassVar[str] = "project.terminated"
    label_zh: ClassVar[str] = "项目终止"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Event):
    """A milestone or a service step was planned."""

    name: ClassVar[str] = "project.milestone_added"
    label_zh: ClassVar[str] = "新增里程碑"
    title: str


@dataclass(frozen=True, kw_only=True)
class MilestoneRescheduled(Event):
    """A milestone was moved or renamed."""

    name: ClassVar[str] = "project.milestone_changed"
    label_zh: ClassVar[str] = "调整里程碑"
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReached(Event):
    """A milestone was reached."""

    name: ClassVar[str] = "project.milestone_reached"
    label_zh: ClassVar[str] = "完成里程碑"
    title: str


@dataclass(frozen=True, kw_only=True)
class IssueOpened(Event):
    """A problem was reported."""

    name: ClassVar[str] = "project_issue.opened"
    label_zh: ClassVar[str] = "登记问题"
    project_id: uuid.UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class IssueTaken(Event):
    """Somebody works on a problem."""

    name: ClassVar[str] = "project_issue.taken"
    label_zh: ClassVar[str] = "开始处理问题"
    project_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class IssueResolved(Event):
    """A problem was solved."""

    name: ClassVar[str] = "project_issue.resolved"
    label_zh: ClassVar[str] = "问题已解决"
    project_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class IssueReopened(Event):
    """A problem came back."""

    name: ClassVar[str] = "project_issue.reopened"
    label_zh: ClassVar[str] = "问题重新打开"
    project_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProgressReported(Event):
    """A side reported progress, or staff visited."""

    name: ClassVar[str] = "project.progress_reported"
    label_zh: ClassVar[str] = "提交进展"
    kind: str


@dataclass(frozen=True, kw_only=True)
class ConversionReported(Event):
    """A side reports that the outcome is converted."""

    name: ClassVar[str] = "conversion.reported"
    label_zh: ClassVar[str] = "申报转化"
    outcome_id: uuid.UUID
    project_id: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class ConversionConfirmed(Event):
    """Staff checked the proof; the outcome counts as converted."""

    name: ClassVar[str] = "conversion.confirmed"
    label_zh: ClassVar[str] = "确认转化"
    outcome_id: uuid.UUID
    project_id: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class ConversionRefused(Event):
    """Staff did not accept the proof."""

    name: ClassVar[str] = "conversion.refused"
    label_zh: ClassVar[str] = "转化申报未通过"
    outcome_id: uuid.UUID
    project_id: uuid.UUID | None
    reason: str
