"""The workflows of weight sets, judgement sheets, assessments, panel members, score sheets."""

from enum import StrEnum

from backend.features.assessment import events as e
from backend.kernel.workflow import Transition, Workflow


class WeightSetStatus(StrEnum):
    """Where a weight set stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


class AhpSheetStatus(StrEnum):
    """Where one expert's judgements stand."""

    OPEN = "open"
    SUBMITTED = "submitted"


class AssessmentStatus(StrEnum):
    """Where an assessment stands (clauses 5.1.2.3, 6.2)."""

    PREPARING = "preparing"
    DECLARING = "declaring"
    SCORING = "scoring"
    SCORED = "scored"
    REPORTING = "reporting"
    ISSUED = "issued"
    CANCELLED = "cancelled"


class MemberStatus(StrEnum):
    """Where a panel member stands."""

    PROPOSED = "proposed"
    DECLARED = "declared"
    RECUSED = "recused"
    REPLACED = "replaced"
    EXCLUDED = "excluded"


class SheetStatus(StrEnum):
    """Where a score sheet stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    ANNULLED = "annulled"


W = WeightSetStatus
WEIGHT_SET_WORKFLOW = Workflow[WeightSetStatus](
    "weight_set",
    {
        W.DRAFT: ("征集中", "Collecting"),
        W.APPROVED: ("已批准", "Approved"),
        W.RETIRED: ("已停用", "Retired"),
    },
    [
        Transition("approve", frozenset({W.DRAFT}), W.APPROVED,
                   e.WeightSetApproved, "批准为版本", "Approve", confirm=True),
        Transition("retire", frozenset({W.APPROVED, W.DRAFT}), W.RETIRED,
                   e.WeightSetRetired, "停用", "Retire", reason_required=True, confirm=True),
    ],
)  # fmt: skip

H = AhpSheetStatus
AHP_SHEET_WORKFLOW = Workflow[AhpSheetStatus](
    "ahp_sheet",
    {H.OPEN: ("填写中", "Open"), H.SUBMITTED: ("已提交", "Submitted")},
    [
        Transition("submit", frozenset({H.OPEN}), H.SUBMITTED,
                   e.AhpSheetSubmitted, "提交", "Submit", confirm=True),
        Transition("return", frozenset({H.SUBMITTED}), H.OPEN,
                   e.AhpSheetReturned, "请专家复核", "Ask to review", reason_required=True),
    ],
)  # fmt: skip

A = AssessmentStatus
AT_WORK = frozenset({A.DECLARING, A.SCORING, A.SCORED})
BEFORE_RELEASE = AT_WORK | {A.PREPARING}
RELEASED = frozenset({A.REPORTING, A.ISSUED})
UNDER_WAY = BEFORE_RELEASE | {A.REPORTING}
ASSESSMENT_WORKFLOW = Workflow[AssessmentStatus](
    "assessment",
    {
        A.PREPARING: ("组建专家组", "Preparing"),
        A.DECLARING: ("签署声明", "Declaring"),
        A.SCORING: ("评分中", "Scoring"),
        A.SCORED: ("评分完成", "Scored"),
        A.REPORTING: ("编写报告", "Reporting"),
        A.ISSUED: ("已出具报告", "Issued"),
        A.CANCELLED: ("已取消", "Cancelled"),
    },
    [
        Transition("start", frozenset({A.PREPARING}), A.DECLARING,
                   e.AssessmentStarted, "启动评估", "Start", confirm=True),
        Transition("open_scoring", frozenset({A.DECLARING}), A.SCORING,
                   e.ScoringOpened, "开始评分", "Open scoring", offered=False),
        Transition("complete_scoring", frozenset({A.SCORING}), A.SCORED,
                   e.ScoringCompleted, "评分完成", "Complete scoring", offered=False),
        Transition("resume_scoring", frozenset({A.SCORED}), A.SCORING,
                   e.ScoringResumed, "恢复评分", "Resume scoring", offered=False),
        Transition("release", frozenset({A.SCORED}), A.REPORTING,
                   e.ResultReleased, "汇总并发布结果", "Release result", confirm=True),
        Transition("issue", frozenset({A.REPORTING}), A.ISSUED,
                   e.AssessmentIssued, "出具报告", "Issue report", confirm=True),
        Transition("cancel", BEFORE_RELEASE, A.CANCELLED,
                   e.AssessmentCancelled, "取消评估", "Cancel", reason_required=True, confirm=True),
        Transition("annul", frozenset({A.REPORTING}), A.CANCELLED,
                   e.ResultAnnulled, "作废评分结果", "Annul the result",
                   reason_required=True, confirm=True),
    ],
)  # fmt: skip

M = MemberStatus
LIVING = frozenset({M.PROPOSED, M.DECLARED})
PANEL_MEMBER_WORKFLOW = Workflow[MemberStatus](
    "panel_member",
    {
        M.PROPOSED: ("待声明", "Proposed"),
        M.DECLARED: ("已声明", "Declared"),
        M.RECUSED: ("已回避", "Recused"),
        M.REPLACED: ("已替换", "Replaced"),
        M.EXCLUDED: ("已终止（应回避）", "Excluded"),
    },
    [
        Transition("sign", frozenset({M.PROPOSED}), M.DECLARED,
                   e.DeclarationSigned, "签署声明", "Sign declaration"),
        Transition("recuse", LIVING, M.RECUSED,
                   e.MemberRecused, "申请回避", "Recuse", reason_required=True, confirm=True),
        Transition("replace", LIVING, M.REPLACED,
                   e.MemberReplaced, "替换专家", "Replace", reason_required=True, confirm=True),
        Transition("exclude", LIVING, M.EXCLUDED,
                   e.MemberExcluded, "终止席位", "End the seat",
                   reason_required=True, confirm=True),
    ],
)  # fmt: skip

T = SheetStatus
SCORE_SHEET_WORKFLOW = Workflow[SheetStatus](
    "score_sheet",
    {
        T.OPEN: ("评分中", "Open"),
        T.SUBMITTED: ("已提交", "Submitted"),
        T.ANNULLED: ("已作废", "Annulled"),
    },
    [
        Transition("submit", frozenset({T.OPEN}), T.SUBMITTED,
                   e.SheetSubmitted, "提交评分", "Submit", confirm=True),
        Transition("return", frozenset({T.SUBMITTED}), T.OPEN,
                   e.SheetReturned, "退回修改", "Return", reason_required=True),
        Transition("restore_open", frozenset({T.SUBMITTED}), T.OPEN,
                   e.SheetRestored, "回退为评分中", "Restore as open",
                   reason_required=True, offered=False),
        Transition("restore_submitted", frozenset({T.OPEN}), T.SUBMITTED,
                   e.SheetRestored, "回退为已提交", "Restore as submitted",
                   reason_required=True, offered=False),
        Transition("annul", frozenset({T.OPEN, T.SUBMITTED}), T.ANNULLED,
                   e.SheetAnnulled, "作废评分表", "Annul", reason_required=True, offered=False),
    ],
)  # fmt: skip
