import type {
  ConversionKind,
  ConversionStatus,
  IssueStatus,
  ProjectSide,
  ProjectStatus,
  Track,
} from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import type { StateLabels } from '@/shared/ui';

export const PROJECT_STATES: StateLabels<ProjectStatus> = {
  running: { label_zh: '实施中', label_en: 'Running', tone: 'indigo' },
  suspended: { label_zh: '已暂停', label_en: 'Suspended', tone: 'ochre' },
  completed: { label_zh: '已完成', label_en: 'Completed', tone: 'good' },
  terminated: { label_zh: '已终止', label_en: 'Terminated', tone: 'grey' },
};

export const ISSUE_STATES: StateLabels<IssueStatus> = {
  open: { label_zh: '待处理', label_en: 'Open', tone: 'ochre' },
  handling: { label_zh: '处理中', label_en: 'In hand', tone: 'indigo' },
  resolved: { label_zh: '已解决', label_en: 'Resolved', tone: 'good' },
};

export const CONVERSION_STATES: StateLabels<ConversionStatus> = {
  reported: { label_zh: '待确认', label_en: 'Reported', tone: 'ochre' },
  confirmed: { label_zh: '已确认', label_en: 'Confirmed', tone: 'good' },
  refused: { label_zh: '未通过', label_en: 'Refused', tone: 'seal' },
};

type StepState = 'done' | 'late' | 'open';
export const STEP_STATES: StateLabels<StepState> = {
  done: { label_zh: '已完成', label_en: 'Done', tone: 'good' },
  late: { label_zh: '已逾期', label_en: 'Late', tone: 'seal' },
  open: { label_zh: '未到期', label_en: 'Planned', tone: 'grey' },
};
export const stepState = (state: string): StepState =>
  state in STEP_STATES ? (state as StepState) : 'open';

type Names<C extends string> = Readonly<Record<C, { label_zh: string; label_en: string }>>;

export const SIDES: Names<ProjectSide> = {
  holder: { label_zh: '持有方', label_en: 'Holder' },
  demander: { label_zh: '需求方', label_en: 'Demander' },
  platform: { label_zh: '平台', label_en: 'Platform' },
};

export const TRACKS: Names<Track> = {
  project: { label_zh: '实施里程碑', label_en: 'Milestones' },
  service: { label_zh: '平台服务计划', label_en: 'Service plan' },
};

export const CONVERSION_KINDS: Names<ConversionKind> = {
  contract_performed: { label_zh: '协议已首次履行', label_en: 'Contract performed first' },
  product_launched: {
    label_zh: '产品或服务已上市（投入使用）',
    label_en: 'Product launched or in use',
  },
  equity: { label_zh: '作价投资已入股', label_en: 'Contributed as equity' },
  self_invested: { label_zh: '自行投资实施', label_en: 'Own investment' },
};

/** Options of a select from a table of names. */
export function useOptions<C extends string>(names: Names<C>): { value: C; label: string }[] {
  const lang = useLang();
  return (Object.keys(names) as C[]).map((value) => ({
    value,
    label: labelOf(names[value], lang),
  }));
}
