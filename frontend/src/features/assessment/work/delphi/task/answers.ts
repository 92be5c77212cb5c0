import type { DelphiAnswerInput, DelphiTaskItem, DelphiTaskView } from '@/api/gen';

export type Basis = 'practice' | 'theory' | 'peers' | 'intuition';
export type Extent = 'large' | 'medium' | 'small';
export const BASES: readonly Basis[] = ['practice', 'theory', 'peers', 'intuition'];
export const EXTENTS: readonly Extent[] = ['large', 'medium', 'small'];
export const FAMILIARITIES = ['very', 'fairly', 'moderate', 'little', 'none'] as const;
export type Familiarity = (typeof FAMILIARITIES)[number];

export interface Rating {
  value: number | null;
  comment: string;
}

export interface Answer {
  familiarity: Familiarity | null;
  basis: Partial<Record<Basis, Extent>>;
  ratings: Record<string, Rating>;
  suggestions: string;
}

/** What the server keeps, as the page works with it. */
export const answerOf = (task: DelphiTaskView): Answer => ({
  familiarity: task.familiarity as Familiarity | null,
  basis: task.basis,
  ratings: Object.fromEntries(
    task.items.map((item) => [item.code, { value: item.value, comment: item.comment }]),
  ),
  suggestions: task.suggestions,
});

/** What is sent: items that hold nothing are left out. */
export const inputOf = (answer: Answer): DelphiAnswerInput => ({
  familiarity: answer.familiarity,
  basis: answer.basis,
  ratings: Object.entries(answer.ratings)
    .filter(([, rating]) => rating.value !== null || rating.comment.trim() !== '')
    .map(([code, { value, comment }]) => ({ code, value, comment: comment.trim() })),
  suggestions: answer.suggestions,
});

type Band = Pick<DelphiTaskItem, 'q1' | 'q3'>;

/** Outside the group's quartiles of the round before; never in the first round. */
export const isOutside = (value: number | null, { q1, q3 }: Band): boolean =>
  value !== null && q1 !== null && q3 !== null && (value < q1 || value > q3);

/** An item still lacks something: a rating (or why there is none), or the reason outside. */
export function lacks(item: DelphiTaskItem, rating: Rating | undefined): boolean {
  const said = Boolean(rating?.comment.trim());
  if (rating?.value == null) return !said;
  return isOutside(rating.value, item) && !said;
}

export interface Gaps {
  /** Codes of items, in the order of the page. */
  items: string[];
  familiarity: boolean;
  basis: boolean;
  count: number;
}

/** What a questionnaire lacks as it stands on the screen; the server has the last word. */
export function gapsOf(items: readonly DelphiTaskItem[], answer: Answer): Gaps {
  const lacking = items.filter((item) => lacks(item, answer.ratings[item.code]));
  const familiarity = answer.familiarity === null;
  const basis = BASES.some((key) => !answer.basis[key]);
  return {
    items: lacking.map((item) => item.code),
    familiarity,
    basis,
    count: lacking.length + Number(familiarity) + Number(basis),
  };
}

export interface Section {
  code: string;
  /** The parent whose children are asked; null for the first level. */
  parent: DelphiTaskItem | null;
  items: DelphiTaskItem[];
}

/** First the dimensions together, then the children of each in the order of the tree. */
export function sections(items: readonly DelphiTaskItem[]): Section[] {
  const known = new Map(items.map((item) => [item.code, item]));
  const found = new Map<string, Section>();
  for (const item of items) {
    const section = found.get(item.parent) ?? {
      code: item.parent,
      parent: known.get(item.parent) ?? null,
      items: [],
    };
    section.items.push(item);
    found.set(item.parent, section);
  }
  return [...found.values()];
}

/** Place of a value on the scale, in percent. */
export const placeOf = (value: number, scale: number): number => ((value - 1) / (scale - 1)) * 100;

/** The digit a key stands for, if the scale has it. */
export function digitOf(key: string, scale: number): number | null {
  const digit = /^[1-9]$/.test(key) ? Number(key) : 0;
  return digit >= 1 && digit <= scale ? digit : null;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** After an edit elsewhere: what I touched here stays mine, everything else is what is stored. */
export function mergeAnswers(base: Answer, mine: Answer, theirs: Answer): Answer {
  const pick = <T>(before: T, here: T, there: T): T => (same(before, here) ? there : here);
  const codes = new Set([...Object.keys(mine.ratings), ...Object.keys(theirs.ratings)]);
  const ratings: Answer['ratings'] = {};
  for (const code of codes) {
    const found = pick(base.ratings[code], mine.ratings[code], theirs.ratings[code]);
    if (found) ratings[code] = found;
  }
  return {
    familiarity: pick(base.familiarity, mine.familiarity, theirs.familiarity),
    basis: pick(base.basis, mine.basis, theirs.basis),
    ratings,
    suggestions: pick(base.suggestions, mine.suggestions, theirs.suggestions),
  };
}
