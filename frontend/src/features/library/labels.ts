import type { RecordStatus } from '@/api/gen';
import type { StateLabels } from '@/shared/ui';

export const RECORD_STATES: StateLabels<RecordStatus> = {
  ready: { label_zh: '待发布', label_en: 'Ready', tone: 'ochre' },
  published: { label_zh: '已入库', label_en: 'Published', tone: 'good' },
  unpublished: { label_zh: '已下架', label_en: 'Unpublished', tone: 'grey' },
};
