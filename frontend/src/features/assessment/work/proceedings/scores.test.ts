import { expect, it } from 'vitest';
import { inputOf, localOf, momentOf, scored, type PreliminaryDraft } from './scores';

const draft: PreliminaryDraft = {
  leaves: {
    A1: { value: 70, note: '据指南' },
    A2: { value: null, note: '待补' },
    A3: { value: 0, note: '' },
  },
  summary: '总体可行',
};

it('sends leaves that have a score, zero included', () => {
  expect(inputOf(draft)).toEqual({
    scores: [
      { leaf: 'A1', value: 70, note: '据指南' },
      { leaf: 'A3', value: 0, note: '' },
    ],
    summary: '总体可行',
  });
  expect(scored(draft)).toBe(2);
});

it('brings a moment into the form and back', () => {
  const iso = '2026-11-19T06:00:00.000Z';
  expect(momentOf(localOf(iso))).toBe(iso);
  expect([localOf(null), momentOf('')]).toEqual(['', '']);
});
