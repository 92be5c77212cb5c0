import type { English } from '@/shared/lib/text';
import type { zh } from './i18n.zh';

export const en: English<typeof zh> = {
  hello: 'Hello, {{name}}',
  waiting: 'Waiting for me',
  nothing: 'Nothing is waiting for you',
  nothingHint: 'New tasks appear here, with a message in your inbox.',
  due: 'by {{date}}',
  overdue: 'overdue · was due {{date}}',
  since: 'received {{when}}',
  count: { one: '{{n}} item', other: '{{n}} items' },
  inbox: 'Inbox',
  inboxEmpty: 'No messages yet',
  inboxHint: 'Every step of review, assessment, matching and agreement is announced here.',
  unread: 'Unread',
  markAll: 'Mark all as read',
};
