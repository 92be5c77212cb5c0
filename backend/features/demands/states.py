"""The workflow of a need: written, reviewed, public (6.3.2)."""

from enum import StrEnum

from backend.features.demands.events import (
    DemandClosed,
    DemandPublished,
    DemandReturned,
    DemandSubmitted,
    DemandWithdrawn,
)
from backend.kernel.workflow import Transition, Workflow


class DemandStatus(StrEnum):
    """Where a need stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class DemandType(StrEnum):
    """What sort of need it is."""

    TECHNICAL_NEED = "technical_need"
    LICENSING_IN = "licensing_in"
    FUNDING_CALL = "funding_call"
    UNMET_NEED = "unmet_need"


TYPE_LABELS: dict[DemandType, tuple[str, str]] = {
    DemandType.TECHNICAL_NEED: ("企业与地方技术需求", "Technical need of a company or region"),
    DemandType.LICENSING_IN: ("企业引进意向", "Wish to license in"),
    DemandType.FUNDING_CALL: ("资助/申报征集", "Funding call"),
    DemandType.UNMET_NEED: ("指南/综述所列未满足需求", "Unmet need named by guidelines"),
}

S = DemandStatus
WORKFLOW = Workflow[DemandStatus](
    "demand",
    {
        S.DRAFT: ("草稿", "Draft"),
        S.SUBMITTED: ("待审核", "In review"),
        S.RETURNED: ("待补充", "Returned"),
        S.PUBLISHED: ("已发布", "Published"),
        S.CLOSED: ("已关闭", "Closed"),
        S.WITHDRAWN: ("已撤回", "Withdrawn"),
    },
    [
        Transition("submit", frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED,
                   DemandSubmitted, "提交审核", "Submit"),
        Transition("return", frozenset({S.SUBMITTED}), S.RETURNED,
                   DemandReturned, "退回补充", "Return", reason_required=True),
        Transition("publish", frozenset({S.SUBMITTED}), S.PUBLISHED,
                   DemandPublished, "审核通过并发布", "Accept and publish"),
        Transition("withdraw", frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED}), S.WITHDRAWN,
                   DemandWithdrawn, "撤回", "Withdraw", reason_required=True, confirm=True),
        Transition("close", frozenset({S.PUBLISHED}), S.CLOSED,
                   DemandClosed, "关闭需求", "Close", reason_required=True, confirm=True),
    ],
)  # fmt: skip

EDITABLE = frozenset({S.DRAFT, S.RETURNED})
