"""The workflows of Delphi studies and of one expert's questionnaire (clause 5.1.2.2.3)."""

from enum import StrEnum

from backend.features.assessment import delphi_events as e
from backend.kernel.workflow import Transition, Workflow


class DelphiStatus(StrEnum):
    """Where a study stands."""

    DRAFT = "draft"
    COLLECTING = "collecting"
    REVIEWING = "reviewing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class DelphiAnswerStatus(StrEnum):
    """Where a questionnaire stands."""

    OPEN = "open"
    SUBMITTED = "submitted"


D = DelphiStatus
LIVE = frozenset({D.DRAFT, D.COLLECTING, D.REVIEWING})
DELPHI_WORKFLOW = Workflow[DelphiStatus](
    "delphi_study",
    {
        D.DRAFT: ("筹备中", "Preparing"),
        D.COLLECTING: ("征询中", "Collecting"),
        D.REVIEWING: ("轮间反馈", "Between rounds"),
        D.CLOSED: ("已结束", "Closed"),
        D.CANCELLED: ("已取消", "Cancelled"),
    },
    [
        Transition("open_round", frozenset({D.DRAFT, D.REVIEWING}), D.COLLECTING,
                   e.DelphiRoundOpened, "发出一轮征询", "Open a round", confirm=True),
        Transition("close_round", frozenset({D.COLLECTING}), D.REVIEWING,
                   e.DelphiRoundClosed, "结束本轮并汇总", "Close the round", confirm=True),
        Transition("close", frozenset({D.REVIEWING}), D.CLOSED,
                   e.DelphiStudyClosed, "结束研究", "Close the study", confirm=True),
        Transition("cancel", LIVE, D.CANCELLED,
                   e.DelphiStudyCancelled, "取消研究", "Cancel", reason_required=True,
                   confirm=True),
    ],
)  # fmt: skip

S = DelphiAnswerStatus
DELPHI_ANSWER_WORKFLOW = Workflow[DelphiAnswerStatus](
    "delphi_answer",
    {S.OPEN: ("填写中", "Open"), S.SUBMITTED: ("已提交", "Submitted")},
    [
        Transition("submit", frozenset({S.OPEN}), S.SUBMITTED,
                   e.DelphiAnswerSubmitted, "提交", "Submit", confirm=True),
        Transition("revise", frozenset({S.SUBMITTED}), S.OPEN,
                   e.DelphiAnswerRevised, "撤回修改", "Revise"),
    ],
)  # fmt: skip
