"""What happens on the way to a contract."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NegotiationNoted(Event):
    """A side wrote down what was talked about; the aggregate is the introduction."""

    name: ClassVar[str] = "negotiation.noted"
    label_zh: ClassVar[str] = "登记洽谈记录"
    topic: str


@dataclass(frozen=True, kw_only=True)
class AgreementDrafted(Event):
    """A draft was opened."""

    name: ClassVar[str] = "agreement.drafted"
    label_zh: ClassVar[str] = "起草协议"
    introduction_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AgreementRevised(Event):
    """The terms were changed."""

    name: ClassVar[str] = "agreement.revised"
    label_zh: ClassVar[str] = "修改条款"


@dataclass(frozen=True, kw_only=True)
class AgreementReopened(Event):
    """A frozen text or a posting went back to drafting; signatures on it are void."""

    name: ClassVar[str] = "agreement.reopened"
    label_zh: ClassVar[str] = "退回修改，原签署作废"
    reason: str
    voided_signatures: int = 0


@dataclass(frozen=True, kw_only=True)
class AgreementCommented(Event):
    """Somebody commented on a clause."""

    name: ClassVar[str] = "agreement.commented"
    label_zh: ClassVar[str] = "提出条款意见"
    clause: str


@dataclass(frozen=True, kw_only=True)
class AgreementAnnounced(Event):
    """Outcome name and price were posted."""

    name: ClassVar[str] = "agreement.announced"
    label_zh: ClassVar[str] = "发起公示"
    publicity_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AgreementObjected(Event):
    """Somebody objected to a posting."""

    name: ClassVar[str] = "agreement.objected"
    label_zh: ClassVar[str] = "收到公示异议"
    objection_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ObjectionDismissed(Event):
    """An objection was examined and dismissed; the aggregate is the objection."""

    name: ClassVar[str] = "objection.dismissed"
    label_zh: ClassVar[str] = "异议不成立"
    agreement_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ObjectionUpheld(Event):
    """An objection was upheld; the posting is void."""

    name: ClassVar[str] = "objection.upheld"
    label_zh: ClassVar[str] = "异议成立"
    agreement_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreementFinalised(Event):
    """The text was frozen; both sides can sign it."""

    name: ClassVar[str] = "agreement.finalised"
    label_zh: ClassVar[str] = "定稿并生成文本"
    document_sha256: str


@dataclass(frozen=True, kw_only=True)
class AgreementSignatureAdded(Event):
    """One side signed."""

    name: ClassVar[str] = "agreement.signature_added"
    label_zh: ClassVar[str] = "签署协议"
    org_id: uuid.UUID
    document_sha256: str


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Event):
    """Both sides have signed; the agreement is in force."""

    name: ClassVar[str] = "agreement.signed"
    label_zh: ClassVar[str] = "双方签署完成，协议生效"
    introduction_id: uuid.UUID
    outcome_id: uuid.UUID
    holder_org_id: uuid.UUID
    demander_org_id: uuid.UUID
    document_sha256: str


@dataclass(frozen=True, kw_only=True)
class AgreementCancelled(Event):
    """The parties gave the draft up."""

    name: ClassVar[str] = "agreement.cancelled"
    label_zh: ClassVar[str] = "放弃签约"
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgreementTerminated(Event):
    """A contract in force was ended early."""

    name: ClassVar[str] = "agreement.terminated"
    label_zh: ClassVar[str] = "登记协议终止"
    reason: str
