import type { DemandStatus, DemandType } from '@/api/gen';
import type { StateLabel, StateLabels } from '@/shared/ui';

export const DEMAND_STATES: StateLabels<DemandStatus> = {
  draft: { label_zh: '草稿', label_en: 'Draft', tone: 'grey' },
  submitted: { label_zh: '待审核', label_en: 'In review', tone: 'indigo' },
  returned: { label_zh: '待补充', label_en: 'Returned', tone: 'ochre' },
  published: { label_zh: '已发布', label_en: 'Published', tone: 'good' },
  closed: { label_zh: '已关闭', label_en: 'Closed', tone: 'grey' },
  withdrawn: { label_zh: '已撤回', label_en: 'Withdrawn', tone: 'grey' },
};

export const DEMAND_TYPES: Readonly<Record<DemandType, Omit<StateLabel, 'tone'>>> = {
  technical_need: { label_zh: '企业与地方技术需求', label_en: 'Technical need' },
  licensing_in: { label_zh: '企业引进意向', label_en: 'Wish to license in' },
  funding_call: { label_zh: '资助/申报征集', label_en: 'Funding call' },
  unmet_need: { label_zh: '指南/综述所列未满足需求', label_en: 'Unmet need named by guidelines' },
};
