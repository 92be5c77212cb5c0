"""The workflows of projects, problems and conversions."""

from enum import StrEnum

from backend.features.implementation.events import (
    ConversionConfirmed,
    ConversionRefused,
    IssueReopened,
    IssueResolved,
    IssueTaken,
    ProjectCompleted,
    ProjectResumed,
    ProjectSuspended,
    ProjectTerminated,
)
from backend.kernel.workflow import Transition, Workflow


class ProjectStatus(StrEnum):
    """Where a project stands."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class IssueStatus(StrEnum):
    """Where a problem stands."""

    OPEN = "open"
    HANDLING = "handling"
    RESOLVED = "resolved"


class ConversionStatus(StrEnum):
    """Where a reported conversion stands."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


P = ProjectStatus
PROJECT_WORKFLOW = Workflow[ProjectStatus](
    "project",
    {
        P.RUNNING: ("实施中", "Running"),
        P.SUSPENDED: ("已暂停", "Suspended"),
        P.COMPLETED: ("已完成", "Completed"),
        P.TERMINATED: ("已终止", "Terminated"),
    },
    [
        Transition("suspend", frozenset({P.RUNNING}), P.SUSPENDED,
                   ProjectSuspended, "暂停", "Suspend", reason_required=True),
        Transition("resume", frozenset({P.SUSPENDED}), P.RUNNING,
                   ProjectResumed, "恢复", "Resume"),
        Transition("complete", frozenset({P.RUNNING}), P.COMPLETED,
                   ProjectCompleted, "完成", "Complete", confirm=True),
        Transition("terminate", frozenset({P.RUNNING, P.SUSPENDED}), P.TERMINATED,
                   ProjectTerminated, "终止", "Terminate", reason_required=True, confirm=True),
    ],
)  # fmt: skip

I = IssueStatus  # noqa: E741 - the table reads better
ISSUE_WORKFLOW = Workflow[IssueStatus](
    "project_issue",
    {
        I.OPEN: ("待处理", "Open"),
        I.HANDLING: ("处理中", "In hand"),
        I.RESOLVED: ("已解决", "Resolved"),
    },
    [
        Transition("take", frozenset({I.OPEN}), I.HANDLING, IssueTaken, "开始处理", "Take"),
        Transition("resolve", frozenset({I.OPEN, I.HANDLING}), I.RESOLVED,
                   IssueResolved, "解决", "Resolve", reason_required=True),
        Transition("reopen", frozenset({I.RESOLVED}), I.OPEN,
                   IssueReopened, "重新打开", "Reopen", reason_required=True),
    ],
)  # fmt: skip

C = ConversionStatus
CONVERSION_WORKFLOW = Workflow[ConversionStatus](
    "conversion",
    {
        C.REPORTED: ("待确认", "Reported"),
        C.CONFIRMED: ("已确认", "Confirmed"),
        C.REFUSED: ("未通过", "Refused"),
    },
    [
        Transition("confirm", frozenset({C.REPORTED}), C.CONFIRMED,
                   ConversionConfirmed, "确认转化", "Confirm", confirm=True),
        Transition("refuse", frozenset({C.REPORTED}), C.REFUSED,
                   ConversionRefused, "不予确认", "Refuse", reason_required=True),
    ],
)  # fmt: skip
