"""What happens to an institution's work groups, evaluations, materials and pool."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class WorkGroupCreated(Event):
    """A work group was put together."""

    name: ClassVar[str] = "work_group.created"
    label_zh: ClassVar[str] = "新建评价工作组"


@dataclass(frozen=True, kw_only=True)
class WorkGroupUpdated(Event):
    """Members or the appointment file changed."""

    name: ClassVar[str] = "work_group.updated"
    label_zh: ClassVar[str] = "更新评价工作组"


@dataclass(frozen=True, kw_only=True)
class WorkGroupAppointed(Event):
    """The group is appointed by a file and may evaluate (clause 5.1.2.3.1)."""

    name: ClassVar[str] = "work_group.appointed"
    label_zh: ClassVar[str] = "成立评价工作组"


@dataclass(frozen=True, kw_only=True)
class WorkGroupDissolved(Event):
    """The group has ended its work."""

    name: ClassVar[str] = "work_group.dissolved"
    label_zh: ClassVar[str] = "撤销评价工作组"
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvaluationDrafted(Event):
    """A start form was written."""

    name: ClassVar[str] = "evaluation_batch.created"
    label_zh: ClassVar[str] = "填写评价启动表"


@dataclass(frozen=True, kw_only=True)
class EvaluationUpdated(Event):
    """The start form changed."""

    name: ClassVar[str] = "evaluation_batch.updated"
    label_zh: ClassVar[str] = "修改评价启动表"


@dataclass(frozen=True, kw_only=True)
class EvaluationStarted(Event):
    """The institution started the evaluation (clause 5.1.2.3.2)."""

    name: ClassVar[str] = "evaluation_batch.started"
    label_zh: ClassVar[str] = "启动评价"


@dataclass(frozen=True, kw_only=True)
class EvaluationFinished(Event):
    """The institution closed the evaluation."""

    name: ClassVar[str] = "evaluation_batch.finished"
    label_zh: ClassVar[str] = "办结评价"


@dataclass(frozen=True, kw_only=True)
class EvaluationCancelled(Event):
    """The evaluation was called off."""

    name: ClassVar[str] = "evaluation_batch.cancelled"
    label_zh: ClassVar[str] = "取消评价"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MaterialFiled(Event):
    """A proof was filed, or declared not applicable."""

    name: ClassVar[str] = "batch_item.filed"
    label_zh: ClassVar[str] = "收集资料"
    code: str


@dataclass(frozen=True, kw_only=True)
class MaterialHandedOver(Event):
    """All materials are there; the group reviews them (clause 5.1.2.3.4)."""

    name: ClassVar[str] = "batch_item.handed_over"
    label_zh: ClassVar[str] = "提交资料审核"


@dataclass(frozen=True, kw_only=True)
class MaterialReturned(Event):
    """Materials are wrong or incomplete: to be completed."""

    name: ClassVar[str] = "batch_item.returned"
    label_zh: ClassVar[str] = "退回完善资料"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MaterialCleared(Event):
    """The materials are in order."""

    name: ClassVar[str] = "batch_item.cleared"
    label_zh: ClassVar[str] = "资料审核通过"


@dataclass(frozen=True, kw_only=True)
class EvaluationRefused(Event):
    """An error of principle: the outcome is not evaluated."""

    name: ClassVar[str] = "batch_item.rejected"
    label_zh: ClassVar[str] = "不予评价"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RefusalAppealed(Event):
    """The holder appealed against the refusal, once."""

    name: ClassVar[str] = "batch_item.appealed"
    label_zh: ClassVar[str] = "对不予评价提出申诉"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RefusalOverturned(Event):
    """The appeal was upheld: the materials are reviewed again."""

    name: ClassVar[str] = "batch_item.overturned"
    label_zh: ClassVar[str] = "申诉成立，重新审核资料"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RefusalConfirmed(Event):
    """The appeal was dismissed: the outcome is not evaluated."""

    name: ClassVar[str] = "batch_item.confirmed"
    label_zh: ClassVar[str] = "申诉驳回，维持不予评价"
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceUpdated(Event):
    """Figures, market size or comparison of an outcome changed."""

    name: ClassVar[str] = "evidence_base.updated"
    label_zh: ClassVar[str] = "更新证据库"
    part: str


@dataclass(frozen=True, kw_only=True)
class PoolClassified(Event):
    """An outcome was classed in the institution's pool (clause 5.1.2.3.8)."""

    name: ClassVar[str] = "pool_entry.classified"
    label_zh: ClassVar[str] = "成果库归类"
    outcome_id: uuid.UUID
    pool_class: str
