"""The workflow of an introduction (6.3.2, 7.1.2.5)."""

from enum import StrEnum

from backend.features.matchmaking.events import (
    IntroductionAgreed,
    IntroductionDeclined,
    IntroductionEstablished,
    IntroductionFailed,
    IntroductionWithdrawn,
)
from backend.kernel.workflow import Transition, Workflow


class IntroductionStatus(StrEnum):
    """Where an introduction stands."""

    PROPOSED = "proposed"
    ESTABLISHED = "established"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    AGREED = "agreed"
    FAILED = "failed"


class Side(StrEnum):
    """Who speaks."""

    DEMANDER = "demander"
    HOLDER = "holder"
    STAFF = "staff"


class Verdict(StrEnum):
    """What somebody thinks of a suggestion."""

    SUITABLE = "suitable"
    UNSUITABLE = "unsuitable"


class ContactKind(StrEnum):
    """How the sides met (5.3.1.1: online and offline in one history)."""

    MEETING = "meeting"
    ONLINE = "online"
    PHONE = "phone"
    MAIL = "mail"
    VISIT = "visit"
    OTHER = "other"


SIDE_LABELS = {Side.DEMANDER: "需求方", Side.HOLDER: "持有方", Side.STAFF: "平台"}
VERDICT_LABELS = {Verdict.SUITABLE: "合适", Verdict.UNSUITABLE: "不合适"}
CONTACT_LABELS = {
    ContactKind.MEETING: "线下会议",
    ContactKind.ONLINE: "线上会议",
    ContactKind.PHONE: "电话",
    ContactKind.MAIL: "邮件",
    ContactKind.VISIT: "现场考察",
    ContactKind.OTHER: "其他",
}

S = IntroductionStatus
WORKFLOW = Workflow[IntroductionStatus](
    "introduction",
    {
        S.PROPOSED: ("待双方同意", "Waiting for consent"),
        S.ESTABLISHED: ("对接成立", "Established"),
        S.DECLINED: ("已婉拒", "Declined"),
        S.WITHDRAWN: ("已撤回", "Withdrawn"),
        S.AGREED: ("已达成协议", "Agreed"),
        S.FAILED: ("对接未成", "Ended without agreement"),
    },
    [
        Transition("establish", frozenset({S.PROPOSED}), S.ESTABLISHED,
                   IntroductionEstablished, "对接成立", "Establish", offered=False),
        Transition("decline", frozenset({S.PROPOSED}), S.DECLINED,
                   IntroductionDeclined, "婉拒", "Decline", reason_required=True, confirm=True),
        Transition("withdraw", frozenset({S.PROPOSED}), S.WITHDRAWN,
                   IntroductionWithdrawn, "撤回申请", "Withdraw", reason_required=True,
                   confirm=True),
        Transition("agree", frozenset({S.ESTABLISHED}), S.AGREED,
                   IntroductionAgreed, "达成协议", "Agree", offered=False),
        Transition("fail", frozenset({S.ESTABLISHED}), S.FAILED,
                   IntroductionFailed, "结束对接（未成）", "End without agreement",
                   reason_required=True, confirm=True),
    ],
)  # fmt: skip

OPEN = frozenset({S.PROPOSED, S.ESTABLISHED})
