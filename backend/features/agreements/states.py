"""The workflows of agreements and of objections to a posting."""

from enum import StrEnum

from backend.features.agreements.events import (
    AgreementAnnounced,
    AgreementCancelled,
    AgreementFinalised,
    AgreementReopened,
    AgreementSigned,
    AgreementTerminated,
    ObjectionDismissed,
    ObjectionUpheld,
)
from backend.features.agreements.labels import TRANSFER_MODE_LABELS, TransferMode
from backend.kernel.workflow import Transition, Workflow

__all__ = [
    "AGREEMENT_WORKFLOW",
    "OBJECTION_WORKFLOW",
    "TRANSFER_MODE_LABELS",
    "AgreementStatus",
    "ObjectionStatus",
    "TransferMode",
]


class AgreementStatus(StrEnum):
    """Where an agreement stands."""

    DRAFTING = "drafting"
    PUBLICITY = "publicity"
    SIGNING = "signing"
    SIGNED = "signed"
    TERMINATED = "terminated"
    CANCELLED = "cancelled"


class ObjectionStatus(StrEnum):
    """Where an objection stands."""

    OPEN = "open"
    DISMISSED = "dismissed"
    UPHELD = "upheld"


S = AgreementStatus
AGREEMENT_WORKFLOW = Workflow[AgreementStatus](
    "agreement",
    {
        S.DRAFTING: ("条款协商", "Drafting"),
        S.PUBLICITY: ("公示中", "Posted"),
        S.SIGNING: ("待签署", "Signing"),
        S.SIGNED: ("已生效", "In force"),
        S.TERMINATED: ("已终止", "Terminated"),
        S.CANCELLED: ("已放弃", "Cancelled"),
    },
    [
        Transition("announce", frozenset({S.DRAFTING}), S.PUBLICITY,
                   AgreementAnnounced, "发起公示", "Post", confirm=True),
        Transition("finalise", frozenset({S.DRAFTING, S.PUBLICITY}), S.SIGNING,
                   AgreementFinalised, "定稿并生成文本", "Freeze the text", confirm=True),
        Transition("reopen", frozenset({S.PUBLICITY, S.SIGNING}), S.DRAFTING,
                   AgreementReopened, "退回修改", "Reopen", reason_required=True, confirm=True),
        Transition("conclude", frozenset({S.SIGNING}), S.SIGNED,
                   AgreementSigned, "生效", "Conclude", offered=False),
        Transition("cancel", frozenset({S.DRAFTING, S.PUBLICITY, S.SIGNING}), S.CANCELLED,
                   AgreementCancelled, "放弃签约", "Give up", reason_required=True, confirm=True),
        Transition("terminate", frozenset({S.SIGNED}), S.TERMINATED,
                   AgreementTerminated, "登记终止", "Terminate", reason_required=True,
                   confirm=True),
    ],
)  # fmt: skip

O = ObjectionStatus  # noqa: E741 - the table reads better
OBJECTION_WORKFLOW = Workflow[ObjectionStatus](
    "objection",
    {
        O.OPEN: ("待处理", "Open"),
        O.DISMISSED: ("不成立", "Dismissed"),
        O.UPHELD: ("成立", "Upheld"),
    },
    [
        Transition("dismiss", frozenset({O.OPEN}), O.DISMISSED,
                   ObjectionDismissed, "异议不成立", "Dismiss", reason_required=True),
        Transition("uphold", frozenset({O.OPEN}), O.UPHELD,
                   ObjectionUpheld, "异议成立", "Uphold", reason_required=True, confirm=True),
    ],
)  # fmt: skip
