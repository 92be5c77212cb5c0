import type { English } from '@/shared/lib/text';
import type { zh } from './i18n.zh';

export const en: English<typeof zh> = {
  title: 'Compare with the standard',
  lead: 'Which clause is met where (in Chinese), and how the platform reads what the draft leaves open.',
  find: 'Clause number or keyword',
  clause: 'Clause',
  demand: 'Demand',
  place: 'Where on the platform',
  planned: 'In progress',
  built: 'In place',
  open: 'Open',
  none: 'No clause matches',
  readings: 'Gaps in the draft and how they are read',
  readingsLead: 'Every reading is a setting and is shown beside the figures that use it.',
  gap: 'Gap',
  reading: 'Reading',
  chapters: 'Chapters',
};
