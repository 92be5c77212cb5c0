import type {
  AhpSheetStatus,
  AppealStatus,
  AssessmentStatus,
  BatchStatus,
  DelphiAnswerStatus,
  DelphiStatus,
  FigureInput,
  ItemStatus,
  MemberStatus,
  PoolClass,
  SheetStatus,
  WeightSetStatus,
  WorkGroupStatus,
} from '@/api/gen';
import type { Labelled } from '@/shared/lib/text';
import type { StateLabels, Tone } from '@/shared/ui';

export const ASSESSMENT_STATES: StateLabels<AssessmentStatus> = {
  preparing: { label_zh: '组建专家组', label_en: 'Preparing', tone: 'ochre' },
  declaring: { label_zh: '签署声明', label_en: 'Declaring', tone: 'brand' },
  scoring: { label_zh: '评分中', label_en: 'Scoring', tone: 'brand' },
  scored: { label_zh: '评分完成', label_en: 'Scored', tone: 'ochre' },
  reporting: { label_zh: '编写报告', label_en: 'Reporting', tone: 'ochre' },
  issued: { label_zh: '已出具报告', label_en: 'Issued', tone: 'good' },
  cancelled: { label_zh: '已取消', label_en: 'Cancelled', tone: 'grey' },
};

export const APPEAL_STATES: StateLabels<AppealStatus> = {
  draft: { label_zh: '未提出', label_en: 'Not filed', tone: 'grey' },
  filed: { label_zh: '待处理', label_en: 'Filed', tone: 'ochre' },
  upheld: { label_zh: '申诉成立', label_en: 'Upheld', tone: 'good' },
  dismissed: { label_zh: '申诉驳回', label_en: 'Dismissed', tone: 'seal' },
};

export const MEMBER_STATES: StateLabels<MemberStatus> = {
  proposed: { label_zh: '待声明', label_en: 'Proposed', tone: 'ochre' },
  declared: { label_zh: '已声明', label_en: 'Declared', tone: 'good' },
  recused: { label_zh: '已回避', label_en: 'Recused', tone: 'seal' },
  replaced: { label_zh: '已替换', label_en: 'Replaced', tone: 'grey' },
  excluded: { label_zh: '已终止（应回避）', label_en: 'Excluded', tone: 'seal' },
};

export const SHEET_STATES: StateLabels<SheetStatus> = {
  open: { label_zh: '评分中', label_en: 'Open', tone: 'ochre' },
  submitted: { label_zh: '已提交', label_en: 'Submitted', tone: 'good' },
  annulled: { label_zh: '评分已作废', label_en: 'Annulled', tone: 'seal' },
};

export const WEIGHT_STATES: StateLabels<WeightSetStatus> = {
  draft: { label_zh: '征集中', label_en: 'Collecting', tone: 'ochre' },
  approved: { label_zh: '已批准', label_en: 'Approved', tone: 'good' },
  retired: { label_zh: '已停用', label_en: 'Retired', tone: 'grey' },
};

export const AHP_STATES: StateLabels<AhpSheetStatus> = {
  open: { label_zh: '填写中', label_en: 'Open', tone: 'ochre' },
  submitted: { label_zh: '已提交', label_en: 'Submitted', tone: 'good' },
};

export const DELPHI_STATES: StateLabels<DelphiStatus> = {
  draft: { label_zh: '筹备中', label_en: 'Preparing', tone: 'ochre' },
  collecting: { label_zh: '征询中', label_en: 'Collecting', tone: 'brand' },
  reviewing: { label_zh: '轮间反馈', label_en: 'Between rounds', tone: 'ochre' },
  closed: { label_zh: '已结束', label_en: 'Closed', tone: 'good' },
  cancelled: { label_zh: '已取消', label_en: 'Cancelled', tone: 'grey' },
};

export const DELPHI_ANSWER_STATES: StateLabels<DelphiAnswerStatus> = {
  open: { label_zh: '填写中', label_en: 'Open', tone: 'ochre' },
  submitted: { label_zh: '已提交', label_en: 'Submitted', tone: 'good' },
};

export const WORK_GROUP_STATES: StateLabels<WorkGroupStatus> = {
  draft: { label_zh: '筹备中', label_en: 'Preparing', tone: 'ochre' },
  appointed: { label_zh: '已成立', label_en: 'Appointed', tone: 'good' },
  dissolved: { label_zh: '已撤销', label_en: 'Dissolved', tone: 'grey' },
};

export const BATCH_STATES: StateLabels<BatchStatus> = {
  draft: { label_zh: '待启动', label_en: 'Draft', tone: 'ochre' },
  started: { label_zh: '启动', label_en: 'Started', tone: 'brand' },
  finished: { label_zh: '已办结', label_en: 'Finished', tone: 'good' },
  cancelled: { label_zh: '已取消', label_en: 'Cancelled', tone: 'grey' },
};

export const ITEM_STATES: StateLabels<ItemStatus> = {
  collecting: { label_zh: '资料收集中', label_en: 'Collecting', tone: 'ochre' },
  reviewing: { label_zh: '资料审核中', label_en: 'Reviewing', tone: 'brand' },
  ready: { label_zh: '资料齐备', label_en: 'Ready', tone: 'good' },
  rejected: { label_zh: '不予评价', label_en: 'Not evaluated', tone: 'seal' },
  appealed: { label_zh: '申诉处理中', label_en: 'Under appeal', tone: 'ochre' },
};

export const POOL_CLASSES: StateLabels<PoolClass> = {
  priority: { label_zh: '重点转化', label_en: 'Priority', tone: 'good' },
  cultivate: { label_zh: '培育', label_en: 'Cultivate', tone: 'brand' },
  hold: { label_zh: '暂缓', label_en: 'Hold', tone: 'grey' },
};

/** Kinds of evidence of a figure; the codes of the API as text. */
export const EVIDENCE_KINDS: Readonly<Record<FigureInput['kind'], Labelled>> = {
  clinical_trial: { label_zh: '临床试验结果', label_en: 'Clinical trial' },
  real_world: { label_zh: '真实世界研究', label_en: 'Real-world study' },
  market_report: { label_zh: '市场调研报告', label_en: 'Market report' },
  patent: { label_zh: '专利文献', label_en: 'Patent' },
  literature: { label_zh: '论文与指南', label_en: 'Paper or guideline' },
  test: { label_zh: '检验检测', label_en: 'Test' },
  other: { label_zh: '其他', label_en: 'Other' },
};

/** What a panel member has to do next; the codes come from the API as text. */
export const STAGES: Readonly<Record<string, Labelled & { tone: Tone }>> = {
  declare: { label_zh: '待签署回避声明', label_en: 'Declaration due', tone: 'ochre' },
  score: { label_zh: '待评分', label_en: 'Scores due', tone: 'ochre' },
  submitted: { label_zh: '已提交评分', label_en: 'Scores submitted', tone: 'good' },
  paused: { label_zh: '待平台核实关系', label_en: 'Paused: a relation is judged', tone: 'ochre' },
  consent: { label_zh: '待确认报告', label_en: 'Report to confirm', tone: 'ochre' },
  consented: { label_zh: '已确认报告', label_en: 'Report confirmed', tone: 'good' },
  done: { label_zh: '已完成', label_en: 'Completed', tone: 'good' },
  recused: { label_zh: '已回避', label_en: 'Recused', tone: 'seal' },
  replaced: { label_zh: '已替换', label_en: 'Replaced', tone: 'grey' },
  excluded: { label_zh: '已终止（应回避）', label_en: 'Excluded', tone: 'seal' },
  cancelled: { label_zh: '已取消', label_en: 'Cancelled', tone: 'grey' },
};
