"""The workflow of a request for a service (7.1.2.3)."""

from enum import StrEnum

from backend.features.service_desk.events import (
    RequestAcknowledged,
    RequestCancelled,
    RequestCompleted,
)
from backend.kernel.workflow import Transition, Workflow


class RequestStatus(StrEnum):
    """Where a request stands."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RequestKind(StrEnum):
    """Which service is asked for."""

    FORMAL_REVIEW = "formal_review"
    DEMAND_REVIEW = "demand_review"
    ASSESSMENT = "assessment"
    INTRODUCTION = "introduction"
    CONSULTATION = "consultation"


KIND_LABELS: dict[RequestKind, tuple[str, str]] = {
    RequestKind.FORMAL_REVIEW: ("成果形式审查", "Formal review"),
    RequestKind.DEMAND_REVIEW: ("需求审核", "Demand review"),
    RequestKind.ASSESSMENT: ("成果评估", "Assessment"),
    RequestKind.INTRODUCTION: ("技术对接", "Introduction"),
    RequestKind.CONSULTATION: ("咨询", "Consultation"),
}

S = RequestStatus
WORKFLOW = Workflow[RequestStatus](
    "service_request",
    {
        S.OPENED: ("待响应", "Open"),
        S.ACKNOWLEDGED: ("办理中", "In progress"),
        S.COMPLETED: ("已办结", "Completed"),
        S.CANCELLED: ("已撤销", "Cancelled"),
    },
    [
        Transition("acknowledge", frozenset({S.OPENED}), S.ACKNOWLEDGED,
                   RequestAcknowledged, "受领办理", "Take over"),
        Transition("complete", frozenset({S.ACKNOWLEDGED}), S.COMPLETED,
                   RequestCompleted, "办结", "Complete", offered=False),
        Transition("cancel", frozenset({S.OPENED, S.ACKNOWLEDGED}), S.CANCELLED,
                   RequestCancelled, "撤销", "Cancel", offered=False),
    ],
)  # fmt: skip
OPEN = frozenset({S.OPENED, S.ACKNOWLEDGED})
