import type { English } from '@/shared/lib/text';
import type { zh } from './i18n.zh';

export const en: English<typeof zh> = {
  requests: 'Service requests',
  lead: 'Every service with request, first answer and completion, in working days without the time the user was waited for.',
  number: 'Number',
  subject: 'Subject',
  kind: 'Kind',
  allKinds: 'All kinds',
  requester: 'Asked by',
  owner: 'Responsible',
  nobody: 'nobody yet',
  status: 'Status',
  allStates: 'All',
  overdue: 'Overdue',
  askedAt: 'Asked',
  response: 'Answer',
  term: 'Term',
  days: { one: '{{n}} working day', other: '{{n}} working days' },
  notYet: 'not yet',
  empty: 'No service requests',
  emptyHint: 'Submissions, demands, assessments and introductions open requests here.',
};
