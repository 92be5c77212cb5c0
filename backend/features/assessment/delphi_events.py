"""What happens to Delphi studies; ratings and comments are in no event."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DelphiStudyCreated(Event):
    """A study was prepared."""

    name: ClassVar[str] = "delphi_study.created"
    label_zh: ClassVar[str] = "新建德尔菲研究"


@dataclass(frozen=True, kw_only=True)
class DelphiPanelChanged(Event):
    """Experts were put on or taken off the panel."""

    name: ClassVar[str] = "delphi_study.panel_changed"
    label_zh: ClassVar[str] = "调整征询专家"


@dataclass(frozen=True, kw_only=True)
class DelphiRoundOpened(Event):
    """A round was sent out."""

    name: ClassVar[str] = "delphi_study.round_opened"
    label_zh: ClassVar[str] = "发出征询"
    round: int
    user_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True, kw_only=True)
class DelphiRoundClosed(Event):
    """A round was closed and computed."""

    name: ClassVar[str] = "delphi_study.round_closed"
    label_zh: ClassVar[str] = "结束本轮征询"
    round: int


@dataclass(frozen=True, kw_only=True)
class DelphiReminded(Event):
    """Experts with an open questionnaire were reminded."""

    name: ClassVar[str] = "delphi_study.reminded"
    label_zh: ClassVar[str] = "催办"
    user_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True, kw_only=True)
class DelphiStudyClosed(Event):
    """The study ended; its indicator set and weights stand."""

    name: ClassVar[str] = "delphi_study.closed"
    label_zh: ClassVar[str] = "结束德尔菲研究"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DelphiStudyCancelled(Event):
    """The study was called off."""

    name: ClassVar[str] = "delphi_study.cancelled"
    label_zh: ClassVar[str] = "取消德尔菲研究"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DelphiAnswerSaved(Event):
    """A questionnaire was saved."""

    name: ClassVar[str] = "delphi_answer.saved"
    label_zh: ClassVar[str] = "保存征询表"


@dataclass(frozen=True, kw_only=True)
class DelphiAnswerSubmitted(Event):
    """A questionnaire was handed in."""

    name: ClassVar[str] = "delphi_answer.submitted"
    label_zh: ClassVar[str] = "提交征询表"


@dataclass(frozen=True, kw_only=True)
class DelphiAnswerRevised(Event):
    """An expert took a questionnaire back while the round is open."""

    name: ClassVar[str] = "delphi_answer.revised"
    label_zh: ClassVar[str] = "撤回修改征询表"


@dataclass(frozen=True, kw_only=True)
class WeightSourceChosen(Event):
    """A closed study was joined to a weight set, or taken away again."""

    name: ClassVar[str] = "weight_set.source_chosen"
    label_zh: ClassVar[str] = "设定德尔菲权重来源"
    study_id: uuid.UUID | None
