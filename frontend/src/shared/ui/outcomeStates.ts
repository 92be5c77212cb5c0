import type { OutcomeStatus } from '@/api/gen';
import type { StateLabels } from './StateTag';

/** States of an outcome; several features show them. */
export const OUTCOME_STATES: StateLabels<OutcomeStatus> = {
  draft: { label_zh: '草稿', label_en: 'Draft', tone: 'grey' },
  submitted: { label_zh: '待形式审查', label_en: 'In formal review', tone: 'indigo' },
  returned: { label_zh: '待补正', label_en: 'Returned', tone: 'ochre' },
  accepted: { label_zh: '已受理', label_en: 'Accepted', tone: 'good' },
  refused: { label_zh: '不予受理', label_en: 'Refused', tone: 'seal' },
  withdrawn: { label_zh: '已撤回', label_en: 'Withdrawn', tone: 'grey' },
  assessing: { label_zh: '评估中', label_en: 'In assessment', tone: 'indigo' },
  not_passed: { label_zh: '评估未通过', label_en: 'Not passed', tone: 'seal' },
  published: { label_zh: '已发布', label_en: 'Published', tone: 'good' },
  unpublished: { label_zh: '已下架', label_en: 'Unpublished', tone: 'grey' },
  contracted: { label_zh: '已签约', label_en: 'Contracted', tone: 'brand' },
  converted: { label_zh: '已转化', label_en: 'Converted', tone: 'brand' },
};
