"""The workflow of an outcome (clause 6): people act up to acceptance, the platform after it."""

from enum import StrEnum

from backend.features.outcomes.events import (
    OutcomeAccepted,
    OutcomeAssessmentCancelled,
    OutcomeAssessmentStarted,
    OutcomeContracted,
    OutcomeConverted,
    OutcomeNotPassed,
    OutcomePublished,
    OutcomeReassessed,
    OutcomeRefused,
    OutcomeReturned,
    OutcomeSubmitted,
    OutcomeUnpublished,
    OutcomeWithdrawn,
)
from backend.kernel.workflow import Transition, Workflow


class OutcomeStatus(StrEnum):
    """Where an outcome stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ASSESSING = "assessing"
    NOT_PASSED = "not_passed"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    CONTRACTED = "contracted"
    CONVERTED = "converted"


S = OutcomeStatus
WORKFLOW = Workflow[OutcomeStatus](
    "outcome",
    {
        S.DRAFT: ("草稿", "Draft"),
        S.SUBMITTED: ("待形式审查", "In formal review"),
        S.RETURNED: ("待补正", "Returned"),
        S.ACCEPTED: ("已受理", "Accepted"),
        S.REFUSED: ("不予受理", "Refused"),
        S.WITHDRAWN: ("已撤回", "Withdrawn"),
        S.ASSESSING: ("评估中", "In assessment"),
        S.NOT_PASSED: ("评估未通过", "Not passed"),
        S.PUBLISHED: ("已发布", "Published"),
        S.UNPUBLISHED: ("已下架", "Unpublished"),
        S.CONTRACTED: ("已签约", "Contracted"),
        S.CONVERTED: ("已转化", "Converted"),
    },
    [
        Transition("submit", frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED,
                   OutcomeSubmitted, "提交申请", "Submit"),
        Transition("withdraw", frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED}), S.WITHDRAWN,
                   OutcomeWithdrawn, "撤回", "Withdraw", reason_required=True, confirm=True),
        Transition("accept", frozenset({S.SUBMITTED}), S.ACCEPTED,
                   OutcomeAccepted, "予以受理", "Accept"),
        Transition("return", frozenset({S.SUBMITTED}), S.RETURNED,
                   OutcomeReturned, "退回补正", "Return", reason_required=True),
        Transition("refuse", frozenset({S.SUBMITTED}), S.REFUSED,
                   OutcomeRefused, "不予受理", "Refuse", reason_required=True, confirm=True),
        Transition("start_assessment", frozenset({S.ACCEPTED}), S.ASSESSING,
                   OutcomeAssessmentStarted, "进入评估", "Start assessment", offered=False),
        Transition("cancel_assessment", frozenset({S.ASSESSING}), S.ACCEPTED,
                   OutcomeAssessmentCancelled, "取消评估", "Cancel assessment", offered=False),
        Transition("fail_assessment", frozenset({S.ASSESSING}), S.NOT_PASSED,
                   OutcomeNotPassed, "评估未通过", "Not passed", offered=False),
        Transition("reassess", frozenset({S.NOT_PASSED}), S.ACCEPTED,
                   OutcomeReassessed, "重新评估", "Reassess", offered=False),
        Transition("publish", frozenset({S.ASSESSING, S.UNPUBLISHED}), S.PUBLISHED,
                   OutcomePublished, "发布", "Publish", offered=False),
        Transition("unpublish", frozenset({S.PUBLISHED}), S.UNPUBLISHED,
                   OutcomeUnpublished, "下架", "Unpublish", offered=False),
        Transition("contract", frozenset({S.PUBLISHED}), S.CONTRACTED,
                   OutcomeContracted, "签约", "Contract", offered=False),
        Transition("convert", frozenset({S.PUBLISHED, S.CONTRACTED}), S.CONVERTED,
                   OutcomeConverted, "确认转化", "Convert", offered=False),
    ],
)  # fmt: skip

EDITABLE = frozenset({S.DRAFT, S.RETURNED})
PUBLIC = frozenset({S.PUBLISHED, S.CONTRACTED, S.CONVERTED})
AUTOMATIC = (
    "start_assessment", "cancel_assessment", "fail_assessment", "reassess",
    "publish", "unpublish", "contract", "convert",
)  # fmt: skip

NEXT_STEP: dict[OutcomeStatus, str] = {
    S.DRAFT: "填写完成后提交，平台将在时限内进行形式审查。",
    S.SUBMITTED: "平台服务人员正在进行形式审查，通过后进入评估。",
    S.RETURNED: "请按标出的栏目补正后重新提交；补正期间审查时限暂停计算。",
    S.ACCEPTED: "平台将组织评估团队，按评估指标体系开展评估。",
    S.REFUSED: "申请已结束。如有异议，可联系平台服务人员。",
    S.WITHDRAWN: "申请已由持有方撤回。",
    S.ASSESSING: "评估团队正在评估；评估报告签发后告知结果。",
    S.NOT_PASSED: "未达到通过规则，可参考评估报告完善后另行提交。",
    S.PUBLISHED: "已在信息库公开，可参加供需对接。",
    S.UNPUBLISHED: "已从信息库下架，不再公开展示。",
    S.CONTRACTED: "转化协议已签订，项目实施中。",
    S.CONVERTED: "已确认实现转化，计入转化率。",
}
