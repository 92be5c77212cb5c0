"""What happens to an outcome (6.1 and the stations after it)."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OutcomeCreated(Event):
    """A holder began an application."""

    name: ClassVar[str] = "outcome.created"
    label_zh: ClassVar[str] = "创建成果草稿"


@dataclass(frozen=True, kw_only=True)
class OutcomeImported(Event):
    """A draft came from a sourced file."""

    name: ClassVar[str] = "outcome.imported"
    label_zh: ClassVar[str] = "由资料导入"
    external_id: str


@dataclass(frozen=True, kw_only=True)
class OutcomeSaved(Event):
    """The draft was saved."""

    name: ClassVar[str] = "outcome.saved"
    label_zh: ClassVar[str] = "保存草稿"


@dataclass(frozen=True, kw_only=True)
class OutcomeAssigned(Event):
    """An imported draft was handed to the organisation that holds it."""

    name: ClassVar[str] = "outcome.assigned"
    label_zh: ClassVar[str] = "确认持有方"
    org_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OutcomeFileAdded(Event):
    """A file was attached."""

    name: ClassVar[str] = "outcome.file_added"
    label_zh: ClassVar[str] = "上传附件"
    file_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OutcomeFileRemoved(Event):
    """A file was removed from the draft."""

    name: ClassVar[str] = "outcome.file_removed"
    label_zh: ClassVar[str] = "移除附件"
    file_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OutcomeSubmitted(Event):
    """The holder handed the application in (6.1.1)."""

    name: ClassVar[str] = "outcome.submitted"
    label_zh: ClassVar[str] = "提交申请"
    round: int


@dataclass(frozen=True, kw_only=True)
class OutcomeReviewSaved(Event):
    """The reviewer saved the checklist."""

    name: ClassVar[str] = "outcome.review_saved"
    label_zh: ClassVar[str] = "记录形式审查"
    round: int


@dataclass(frozen=True, kw_only=True)
class OutcomeReturned(Event):
    """Staff asked for corrections (6.1.2)."""

    name: ClassVar[str] = "outcome.returned"
    label_zh: ClassVar[str] = "退回补正"
    round: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OutcomeAccepted(Event):
    """Staff accepted the application (6.1.2)."""

    name: ClassVar[str] = "outcome.accepted"
    label_zh: ClassVar[str] = "予以受理"
    round: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OutcomeRefused(Event):
    """Staff refused the application (6.1.2)."""

    name: ClassVar[str] = "outcome.refused"
    label_zh: ClassVar[str] = "不予受理"
    round: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OutcomeWithdrawn(Event):
    """The holder took the application back."""

    name: ClassVar[str] = "outcome.withdrawn"
    label_zh: ClassVar[str] = "撤回"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OutcomeAssessmentStarted(Event):
    """The assessment began (6.2.1)."""

    name: ClassVar[str] = "outcome.assessment_started"
    label_zh: ClassVar[str] = "进入评估"


@dataclass(frozen=True, kw_only=True)
class OutcomeAssessmentCancelled(Event):
    """The assessment was called off; the outcome waits again."""

    name: ClassVar[str] = "outcome.assessment_cancelled"
    label_zh: ClassVar[str] = "评估取消"


@dataclass(frozen=True, kw_only=True)
class OutcomeReassessed(Event):
    """An appeal was upheld: the outcome waits for another panel."""

    name: ClassVar[str] = "outcome.reassessed"
    label_zh: ClassVar[str] = "申诉成立，重新评估"


@dataclass(frozen=True, kw_only=True)
class OutcomeNotPassed(Event):
    """The outcome did not pass the assessment (6.2.2)."""

    name: ClassVar[str] = "outcome.not_passed"
    label_zh: ClassVar[str] = "评估未通过"


@dataclass(frozen=True, kw_only=True)
class OutcomePublished(Event):
    """The outcome stands in the library (6.3.1)."""

    name: ClassVar[str] = "outcome.published"
    label_zh: ClassVar[str] = "发布到信息库"


@dataclass(frozen=True, kw_only=True)
class OutcomeUnpublished(Event):
    """The outcome was taken out of the library (5.2.1.2.6)."""

    name: ClassVar[str] = "outcome.unpublished"
    label_zh: ClassVar[str] = "从信息库下架"


@dataclass(frozen=True, kw_only=True)
class OutcomeContracted(Event):
    """An agreement on the outcome was signed (6.4.1)."""

    name: ClassVar[str] = "outcome.contracted"
    label_zh: ClassVar[str] = "签订转化协议"


@dataclass(frozen=True, kw_only=True)
class OutcomeConverted(Event):
    """A conversion was confirmed with proof (7.1.2.1)."""

    name: ClassVar[str] = "outcome.converted"
    label_zh: ClassVar[str] = "实现转化"
