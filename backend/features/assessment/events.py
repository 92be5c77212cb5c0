"""What happens to weight sets, assessments, panel members and reports."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from backend.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class IndicatorSystemImported(Event):
    """An indicator system was kept from a file."""

    name: ClassVar[str] = "indicator_system.imported"
    label_zh: ClassVar[str] = "导入指标体系"
    tree_hash: str


@dataclass(frozen=True, kw_only=True)
class WeightSetCreated(Event):
    """A weighting study began."""

    name: ClassVar[str] = "weight_set.created"
    label_zh: ClassVar[str] = "新建权重研究"


@dataclass(frozen=True, kw_only=True)
class WeightSetApproved(Event):
    """A weight set became a version that assessments may use."""

    name: ClassVar[str] = "weight_set.approved"
    label_zh: ClassVar[str] = "批准权重"


@dataclass(frozen=True, kw_only=True)
class WeightSetRetired(Event):
    """A weight set is no longer offered."""

    name: ClassVar[str] = "weight_set.retired"
    label_zh: ClassVar[str] = "停用权重"
    reason: str


@dataclass(frozen=True, kw_only=True)
class AhpSheetOpened(Event):
    """An expert was asked for pairwise judgements."""

    name: ClassVar[str] = "ahp_sheet.opened"
    label_zh: ClassVar[str] = "邀请填写判断矩阵"
    user_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AhpSheetSaved(Event):
    """Judgements were saved."""

    name: ClassVar[str] = "ahp_sheet.saved"
    label_zh: ClassVar[str] = "保存判断矩阵"


@dataclass(frozen=True, kw_only=True)
class AhpSheetSubmitted(Event):
    """Judgements were handed in."""

    name: ClassVar[str] = "ahp_sheet.submitted"
    label_zh: ClassVar[str] = "提交判断矩阵"


@dataclass(frozen=True, kw_only=True)
class AhpSheetReturned(Event):
    """An expert was asked to look at judgements again."""

    name: ClassVar[str] = "ahp_sheet.returned"
    label_zh: ClassVar[str] = "请复核判断矩阵"
    user_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class PassRuleSet(Event):
    """A new version of the pass rule."""

    name: ClassVar[str] = "pass_rule.set"
    label_zh: ClassVar[str] = "设定通过规则"


@dataclass(frozen=True, kw_only=True)
class AssessmentCreated(Event):
    """An assessment was prepared for an accepted outcome."""

    name: ClassVar[str] = "assessment.created"
    label_zh: ClassVar[str] = "建立评估"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AssessmentUpdated(Event):
    """Settings, SWOT, maturity or report text changed."""

    name: ClassVar[str] = "assessment.updated"
    label_zh: ClassVar[str] = "更新评估资料"
    part: str


@dataclass(frozen=True, kw_only=True)
class PseudonymsRevealed(Event):
    """An organiser read who stands behind the pseudonyms; the names are not part of the fact."""

    name: ClassVar[str] = "assessment.revealed"
    label_zh: ClassVar[str] = "查阅专家代号对应"
    reason: str


@dataclass(frozen=True, kw_only=True)
class AssessmentStarted(Event):
    """The panel stands; its members are asked to declare."""

    name: ClassVar[str] = "assessment.started"
    label_zh: ClassVar[str] = "启动评估"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ScoringOpened(Event):
    """All members have signed; scoring is open."""

    name: ClassVar[str] = "assessment.scoring_opened"
    label_zh: ClassVar[str] = "开始评分"


@dataclass(frozen=True, kw_only=True)
class ScoringCompleted(Event):
    """All members have submitted."""

    name: ClassVar[str] = "assessment.scored"
    label_zh: ClassVar[str] = "评分完成"


@dataclass(frozen=True, kw_only=True)
class ScoringResumed(Event):
    """A sheet was returned or a member added after all had submitted."""

    name: ClassVar[str] = "assessment.scoring_resumed"
    label_zh: ClassVar[str] = "恢复评分"


@dataclass(frozen=True, kw_only=True)
class ResultReleased(Event):
    """The result was computed and released; sheets are opened under pseudonyms."""

    name: ClassVar[str] = "assessment.released"
    label_zh: ClassVar[str] = "发布评分结果"
    outcome_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AssessmentIssued(Event):
    """The report was issued (clause 6.2.2)."""

    name: ClassVar[str] = "assessment.issued"
    label_zh: ClassVar[str] = "出具评估报告"
    outcome_id: uuid.UUID
    passed: bool


@dataclass(frozen=True, kw_only=True)
class AssessmentCancelled(Event):
    """The assessment was called off."""

    name: ClassVar[str] = "assessment.cancelled"
    label_zh: ClassVar[str] = "取消评估"
    outcome_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ResultAnnulled(Event):
    """A released result was annulled because a conflict was found late; the outcome waits again."""

    name: ClassVar[str] = "assessment.annulled"
    label_zh: ClassVar[str] = "作废评分结果"
    outcome_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class PanelReminded(Event):
    """Members with open work were reminded."""

    name: ClassVar[str] = "assessment.reminded"
    label_zh: ClassVar[str] = "催办"
    user_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True, kw_only=True)
class AvoidanceAsked(Event):
    """The holder named experts who should not judge; neither names nor reasons are in the fact."""

    name: ClassVar[str] = "avoid_request.filed"
    label_zh: ClassVar[str] = "申请专家回避"
    outcome_id: uuid.UUID
    count: int


@dataclass(frozen=True, kw_only=True)
class PanelDrawn(Event):
    """Experts were drawn by lot among those against whom nothing was found (clause 5.1.1.1)."""

    name: ClassVar[str] = "assessment.drawn"
    label_zh: ClassVar[str] = "随机抽取专家"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberProposed(Event):
    """An expert was put on a panel."""

    name: ClassVar[str] = "panel_member.proposed"
    label_zh: ClassVar[str] = "提名评估专家"
    assessment_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    """An expert was taken off a panel that has not started."""

    name: ClassVar[str] = "panel_member.removed"
    label_zh: ClassVar[str] = "移出评估专家"
    assessment_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class DeclarationSigned(Event):
    """An expert signed the conflict-avoidance declaration (clause 5.1.1.1)."""

    name: ClassVar[str] = "panel_member.signed"
    label_zh: ClassVar[str] = "签署回避声明"
    assessment_id: uuid.UUID
    text_sha256: str


@dataclass(frozen=True, kw_only=True)
class MemberRecused(Event):
    """An expert declared a conflict; access ends at once."""

    name: ClassVar[str] = "panel_member.recused"
    label_zh: ClassVar[str] = "专家回避"
    assessment_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberReplaced(Event):
    """Staff replaced an expert."""

    name: ClassVar[str] = "panel_member.replaced"
    label_zh: ClassVar[str] = "替换专家"
    assessment_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConflictFound(Event):
    """A relation appeared after the nomination; staff have to judge it (clause 5.1.1.1)."""

    name: ClassVar[str] = "panel_member.conflict_found"
    label_zh: ClassVar[str] = "发现待核实的关系"
    assessment_id: uuid.UUID
    rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConflictDecided(Event):
    """Staff judged that the expert may take part in spite of a relation."""

    name: ClassVar[str] = "panel_member.conflict_decided"
    label_zh: ClassVar[str] = "核实利益关系"
    assessment_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberExcluded(Event):
    """A conflict was found late: the seat ends at once, the score is annulled (clause 5.1.1.1)."""

    name: ClassVar[str] = "panel_member.excluded"
    label_zh: ClassVar[str] = "终止专家席位"
    assessment_id: uuid.UUID
    user_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeavesAssigned(Event):
    """The leaves a member judges were changed, with a reason."""

    name: ClassVar[str] = "panel_member.assigned"
    label_zh: ClassVar[str] = "调整评分指标"
    assessment_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ScoreSaved(Event):
    """A score was saved (autosave); the value is in no event."""

    name: ClassVar[str] = "score_sheet.saved"
    label_zh: ClassVar[str] = "保存评分"


@dataclass(frozen=True, kw_only=True)
class SheetSubmitted(Event):
    """A score sheet was handed in and locked."""

    name: ClassVar[str] = "score_sheet.submitted"
    label_zh: ClassVar[str] = "提交评分表"
    assessment_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class SheetReturned(Event):
    """Staff unlocked a sheet before the release, with a reason."""

    name: ClassVar[str] = "score_sheet.returned"
    label_zh: ClassVar[str] = "退回评分表"
    user_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetRestored(Event):
    """A sheet went back to where it stood in a snapshot."""

    name: ClassVar[str] = "score_sheet.restored"
    label_zh: ClassVar[str] = "评分表回退"
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetAnnulled(Event):
    """A sheet no longer counts because its author should have recused; it is kept."""

    name: ClassVar[str] = "score_sheet.annulled"
    label_zh: ClassVar[str] = "作废评分表"
    assessment_id: uuid.UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """A member answered to the report; whether with consent or dissent stays sealed (6.2.2)."""

    name: ClassVar[str] = "report.consented"
    label_zh: ClassVar[str] = "确认评估报告"
    assessment_id: uuid.UUID
