import type { ContactKind, IntroductionStatus, Side } from '@/api/gen';
import type { StateLabel, StateLabels } from '@/shared/ui';

export const INTRODUCTION_STATES: StateLabels<IntroductionStatus> = {
  proposed: { label_zh: '待双方同意', label_en: 'Waiting for consent', tone: 'ochre' },
  established: { label_zh: '对接成立', label_en: 'Established', tone: 'good' },
  declined: { label_zh: '已婉拒', label_en: 'Declined', tone: 'grey' },
  withdrawn: { label_zh: '已撤回', label_en: 'Withdrawn', tone: 'grey' },
  agreed: { label_zh: '已达成协议', label_en: 'Agreement', tone: 'brand' },
  failed: { label_zh: '对接未成', label_en: 'No agreement', tone: 'seal' },
};

type Name = Omit<StateLabel, 'tone'>;

export const SIDES: Readonly<Record<Side, Name>> = {
  demander: { label_zh: '需求方', label_en: 'the demander' },
  holder: { label_zh: '持有方', label_en: 'the holder' },
  staff: { label_zh: '平台', label_en: 'the platform' },
};

export const CONTACT_KINDS: Readonly<Record<ContactKind, Name>> = {
  meeting: { label_zh: '线下会议', label_en: 'Meeting on site' },
  online: { label_zh: '线上会议', label_en: 'Online meeting' },
  phone: { label_zh: '电话', label_en: 'Phone' },
  mail: { label_zh: '邮件', label_en: 'Mail' },
  visit: { label_zh: '现场考察', label_en: 'Visit' },
  other: { label_zh: '其他', label_en: 'Other' },
};
