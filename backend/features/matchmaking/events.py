"""What happens between a need and an outcome (5.3.1, 6.3.2)."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MatchRunMade(Event):
    """Suggestions were computed for a need (5.3.1.2)."""

    name: ClassVar[str] = "match_run.made"
    label_zh: ClassVar[str] = "生成匹配建议"
    demand_id: uuid.UUID
    count: int


@dataclass(frozen=True, kw_only=True)
class SuggestionJudged(Event):
    """Somebody said whether a suggestion fits."""

    name: ClassVar[str] = "suggestion.judged"
    label_zh: ClassVar[str] = "反馈匹配建议"
    verdict: str


@dataclass(frozen=True, kw_only=True)
class IntroductionProposed(Event):
    """One side or staff asks for an introduction (6.3.2)."""

    name: ClassVar[str] = "introduction.proposed"
    label_zh: ClassVar[str] = "提出对接申请"
    outcome_id: uuid.UUID
    side: str


@dataclass(frozen=True, kw_only=True)
class IntroductionConsented(Event):
    """One side agreed."""

    name: ClassVar[str] = "introduction.consented"
    label_zh: ClassVar[str] = "一方同意对接"
    side: str


@dataclass(frozen=True, kw_only=True)
class IntroductionEstablished(Event):
    """Both sides agreed; from here on it counts as a matching project (7.1.2.5)."""

    name: ClassVar[str] = "introduction.established"
    label_zh: ClassVar[str] = "双方同意，对接成立"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class IntroductionDeclined(Event):
    """One side said no."""

    name: ClassVar[str] = "introduction.declined"
    label_zh: ClassVar[str] = "婉拒对接"
    reason: str
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class IntroductionWithdrawn(Event):
    """Whoever asked no longer wants it."""

    name: ClassVar[str] = "introduction.withdrawn"
    label_zh: ClassVar[str] = "撤回对接申请"
    reason: str


@dataclass(frozen=True, kw_only=True)
class IntroductionAgreed(Event):
    """An agreement was signed (6.4.1)."""

    name: ClassVar[str] = "introduction.agreed"
    label_zh: ClassVar[str] = "达成转化协议"


@dataclass(frozen=True, kw_only=True)
class IntroductionFailed(Event):
    """The talks ended without an agreement."""

    name: ClassVar[str] = "introduction.failed"
    label_zh: ClassVar[str] = "对接未成"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContactNoted(Event):
    """A contact between the sides was written down (5.3.1.1)."""

    name: ClassVar[str] = "introduction.contact_noted"
    label_zh: ClassVar[str] = "记录沟通"
