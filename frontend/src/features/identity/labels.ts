import type { InvitationStatus, MembershipStatus, OrganisationStatus } from '@/api/gen';
import type { StateLabels } from '@/shared/ui';

export const ORGANISATION_STATES: StateLabels<OrganisationStatus> = {
  unverified: { label_zh: '未认证', label_en: 'Unverified', tone: 'grey' },
  pending: { label_zh: '待审核', label_en: 'Pending', tone: 'ochre' },
  approved: { label_zh: '已认证', label_en: 'Approved', tone: 'good' },
  rejected: { label_zh: '未通过', label_en: 'Rejected', tone: 'seal' },
  suspended: { label_zh: '已暂停', label_en: 'Suspended', tone: 'seal' },
};

export const MEMBERSHIP_STATES: StateLabels<MembershipStatus> = {
  pending: { label_zh: '待审核', label_en: 'Pending', tone: 'ochre' },
  active: { label_zh: '有效', label_en: 'Active', tone: 'good' },
  ended: { label_zh: '已终止', label_en: 'Ended', tone: 'grey' },
};

export const INVITATION_STATES: StateLabels<InvitationStatus> = {
  open: { label_zh: '待接受', label_en: 'Open', tone: 'ochre' },
  accepted: { label_zh: '已接受', label_en: 'Accepted', tone: 'good' },
  revoked: { label_zh: '已撤回', label_en: 'Revoked', tone: 'grey' },
};
