import { expect, it } from 'vitest';
import type { DelphiTaskItem, DelphiTaskView } from '@/api/gen';
import {
  answerOf,
  digitOf,
  gapsOf,
  inputOf,
  isOutside,
  lacks,
  mergeAnswers,
  placeOf,
  sections,
} from './answers';

const item = (
  code: string,
  parent: string,
  more: Partial<DelphiTaskItem> = {},
): DelphiTaskItem => ({
  code,
  name: code,
  definition: '',
  level: parent === 'G' ? 1 : 2,
  level_label: '',
  parent,
  added: false,
  value: null,
  comment: '',
  own_before: null,
  median: null,
  q1: null,
  q3: null,
  n: null,
  comments: [],
  ...more,
});

it('asks for a reason only outside the quartiles of the round before', () => {
  const band = item('A1', 'A', { q1: 4, q3: 5 });
  expect([3, 4, 5].map((value) => isOutside(value, band))).toEqual([true, false, false]);
  expect(isOutside(1, item('A1', 'A'))).toBe(false);
  expect(isOutside(null, band)).toBe(false);
  expect(lacks(band, { value: 3, comment: ' ' })).toBe(true);
  expect(lacks(band, { value: 3, comment: '本专科少见' })).toBe(false);
  expect(lacks(band, { value: 4, comment: '' })).toBe(false);
});

it('takes a comment in place of a rating', () => {
  const one = item('A1', 'A');
  expect(lacks(one, undefined)).toBe(true);
  expect(lacks(one, { value: null, comment: '不熟悉' })).toBe(false);
});

it('counts what is missing in items and statement', () => {
  const items = [item('A', 'G'), item('A1', 'A')];
  const empty = { familiarity: null, basis: {}, ratings: {}, suggestions: '' };
  expect(gapsOf(items, empty)).toEqual({
    items: ['A', 'A1'],
    familiarity: true,
    basis: true,
    count: 4,
  });
  const full = {
    familiarity: 'very' as const,
    basis: {
      practice: 'large',
      theory: 'small',
      peers: 'small',
      intuition: 'small',
    } as const,
    ratings: { A: { value: 4, comment: '' }, A1: { value: 5, comment: '' } },
    suggestions: '',
  };
  expect(gapsOf(items, full).count).toBe(0);
  expect(gapsOf(items, { ...full, basis: { practice: 'large' } }).basis).toBe(true);
});

it('sends only what holds something, comments trimmed', () => {
  const task = {
    familiarity: 'very',
    basis: { practice: 'large' },
    suggestions: '',
    items: [item('A', 'G', { value: 4 }), item('B', 'G', { comment: ' 不熟悉 ' }), item('C', 'G')],
  } as unknown as DelphiTaskView;
  expect(inputOf(answerOf(task))).toEqual({
    familiarity: 'very',
    basis: { practice: 'large' },
    ratings: [
      { code: 'A', value: 4, comment: '' },
      { code: 'B', value: null, comment: '不熟悉' },
    ],
    suggestions: '',
  });
});

it('groups the items by their parent, the dimensions first', () => {
  const items = [item('A', 'G'), item('A1', 'A'), item('A2', 'A'), item('B', 'G'), item('B1', 'B')];
  expect(sections(items).map((s) => [s.parent?.code ?? null, s.items.map((i) => i.code)])).toEqual([
    [null, ['A', 'B']],
    ['A', ['A1', 'A2']],
    ['B', ['B1']],
  ]);
});

it('places values on the scale and reads digits within it', () => {
  expect([1, 3, 5].map((value) => placeOf(value, 5))).toEqual([0, 50, 100]);
  expect(placeOf(4.5, 9)).toBeCloseTo(43.75);
  expect(['5', '6', '0', 'x'].map((key) => digitOf(key, 5))).toEqual([5, null, null, null]);
  expect(digitOf('9', 9)).toBe(9);
});

it('keeps what was touched here when the questionnaire was changed elsewhere too', () => {
  const rating = (value: number) => ({ value, comment: '' });
  const base = {
    familiarity: null,
    basis: {},
    ratings: { A: rating(3), B: rating(3), C: rating(3) },
    suggestions: '',
  };
  const mine = { ...base, ratings: { ...base.ratings, A: rating(5), C: rating(1) } };
  const theirs = {
    ...base,
    familiarity: 'very' as const,
    ratings: { ...base.ratings, B: rating(4), C: rating(2) },
  };
  const merged = mergeAnswers(base, mine, theirs);
  expect(merged.ratings).toEqual({ A: rating(5), B: rating(4), C: rating(1) });
  expect(merged.familiarity).toBe('very');
});
