import type { DelphiRoundView, DelphiStudyInput } from '@/api/gen';

export type StudyForm = Omit<DelphiStudyInput, 'system_id'> & { system_id?: string };

/** What the handbook advises; every value may be set otherwise before the first round. */
export const START: StudyForm = {
  title: '',
  purpose: '',
  system_id: '',
  scale_max: 5,
  basis_table: 'ca-standard',
  familiarity_table: 'cs-a',
  stop_rule: {
    top_two_share: 0.75,
    cv_ceiling: 0.25,
    items_share: 0.8,
    changed_ceiling: 0.15,
    response_floor: 0.7,
    last_round: 4,
  },
  screen_rule: { delete_at: 3, mean_floor_share: 0.7, cv_ceiling: 0.25, need_absolute: true },
  expert_ids: [],
};

export interface Line {
  met: boolean | null;
  text: string;
}

const MARKS: readonly [string, boolean][] = [
  ['达到：', true],
  ['未达到：', false],
];

/** One line of the stop rule as the server words it, with its mark apart from the words. */
export function stopLine(reason: string): Line {
  for (const [mark, met] of MARKS) {
    if (reason.startsWith(mark)) return { met, text: reason.slice(mark.length) };
  }
  return { met: null, text: reason };
}

export interface Proposed {
  code: string;
  name: string;
  /** What it failed, for the reason that goes to the experts. */
  failed: string;
}

/** Items that the screening of the last closed round proposes to drop. */
export const proposedDrops = (round: DelphiRoundView | undefined): Proposed[] =>
  (round?.results ?? [])
    .filter((item) => item.verdict === 'delete')
    .map(({ code, name, failed }) => ({ code, name, failed: failed.join('、') }));
