"""The workflows of an institution's evaluation (clauses 5.1.2.3.1 to 5.1.2.3.4, 5.1.2.3.8)."""

from enum import StrEnum

from backend.features.assessment import institution_events as e
from backend.kernel.workflow import Transition, Workflow


class WorkGroupStatus(StrEnum):
    """Where a work group stands."""

    DRAFT = "draft"
    APPOINTED = "appointed"
    DISSOLVED = "dissolved"


class BatchStatus(StrEnum):
    """Where an institution's evaluation stands."""

    DRAFT = "draft"
    STARTED = "started"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class ItemStatus(StrEnum):
    """Where the materials of one outcome stand."""

    COLLECTING = "collecting"
    REVIEWING = "reviewing"
    READY = "ready"
    REJECTED = "rejected"
    APPEALED = "appealed"


class PoolClass(StrEnum):
    """How an institution classes an outcome after the report."""

    PRIORITY = "priority"
    CULTIVATE = "cultivate"
    HOLD = "hold"


POOL_LABELS: dict[PoolClass, tuple[str, str]] = {
    PoolClass.PRIORITY: ("重点转化", "Priority"),
    PoolClass.CULTIVATE: ("培育", "Cultivate"),
    PoolClass.HOLD: ("暂缓", "Hold"),
}

G = WorkGroupStatus
WORK_GROUP_WORKFLOW = Workflow[WorkGroupStatus](
    "work_group",
    {
        G.DRAFT: ("筹备中", "Preparing"),
        G.APPOINTED: ("已成立", "Appointed"),
        G.DISSOLVED: ("已撤销", "Dissolved"),
    },
    [
        Transition("appoint", frozenset({G.DRAFT}), G.APPOINTED,
                   e.WorkGroupAppointed, "成立工作组", "Appoint", confirm=True),
        Transition("dissolve", frozenset({G.DRAFT, G.APPOINTED}), G.DISSOLVED,
                   e.WorkGroupDissolved, "撤销", "Dissolve", reason_required=True, confirm=True),
    ],
)  # fmt: skip

B = BatchStatus
BATCH_WORKFLOW = Workflow[BatchStatus](
    "evaluation_batch",
    {
        B.DRAFT: ("待启动", "Draft"),
        B.STARTED: ("启动", "Started"),
        B.FINISHED: ("已办结", "Finished"),
        B.CANCELLED: ("已取消", "Cancelled"),
    },
    [
        Transition("start", frozenset({B.DRAFT}), B.STARTED,
                   e.EvaluationStarted, "启动评价", "Start", confirm=True),
        Transition("finish", frozenset({B.STARTED}), B.FINISHED,
                   e.EvaluationFinished, "办结", "Finish", confirm=True),
        Transition("cancel", frozenset({B.DRAFT, B.STARTED}), B.CANCELLED,
                   e.EvaluationCancelled, "取消", "Cancel", reason_required=True, confirm=True),
    ],
)  # fmt: skip

I = ItemStatus  # noqa: E741 - the workflow tables read better with one letter
ITEM_WORKFLOW = Workflow[ItemStatus](
    "batch_item",
    {
        I.COLLECTING: ("资料收集中", "Collecting"),
        I.REVIEWING: ("资料审核中", "Reviewing"),
        I.READY: ("资料齐备", "Ready"),
        I.REJECTED: ("不予评价", "Not evaluated"),
        I.APPEALED: ("申诉处理中", "Under appeal"),
    },
    [
        Transition("hand_over", frozenset({I.COLLECTING}), I.REVIEWING,
                   e.MaterialHandedOver, "提交审核", "Hand over"),
        Transition("return", frozenset({I.REVIEWING}), I.COLLECTING,
                   e.MaterialReturned, "退回完善", "Return", reason_required=True),
        Transition("clear", frozenset({I.REVIEWING}), I.READY,
                   e.MaterialCleared, "审核通过", "Clear", confirm=True),
        Transition("reject", frozenset({I.REVIEWING}), I.REJECTED,
                   e.EvaluationRefused, "不予评价", "Reject", reason_required=True, confirm=True),
        Transition("appeal", frozenset({I.REJECTED}), I.APPEALED,
                   e.RefusalAppealed, "提出申诉", "Appeal", reason_required=True),
        Transition("overturn", frozenset({I.APPEALED}), I.REVIEWING,
                   e.RefusalOverturned, "申诉成立，重新审核", "Uphold the appeal",
                   reason_required=True, confirm=True),
        Transition("confirm", frozenset({I.APPEALED}), I.REJECTED,
                   e.RefusalConfirmed, "驳回申诉", "Dismiss the appeal",
                   reason_required=True, confirm=True),
    ],
)  # fmt: skip
