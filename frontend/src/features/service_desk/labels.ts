import type { RequestKind, RequestStatus } from '@/api/gen';
import type { StateLabels } from '@/shared/ui';

export const REQUEST_STATES: StateLabels<RequestStatus> = {
  opened: { label_zh: '待响应', label_en: 'Open', tone: 'ochre' },
  acknowledged: { label_zh: '办理中', label_en: 'In progress', tone: 'indigo' },
  completed: { label_zh: '已办结', label_en: 'Completed', tone: 'good' },
  cancelled: { label_zh: '已撤销', label_en: 'Cancelled', tone: 'grey' },
};

export const REQUEST_KINDS: Record<RequestKind, { label_zh: string; label_en: string }> = {
  formal_review: { label_zh: '成果形式审查', label_en: 'Formal review' },
  demand_review: { label_zh: '需求审核', label_en: 'Demand review' },
  assessment: { label_zh: '成果评估', label_en: 'Assessment' },
  introduction: { label_zh: '技术对接', label_en: 'Introduction' },
  consultation: { label_zh: '咨询', label_en: 'Consultation' },
};
