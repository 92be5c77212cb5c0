import { expect, it } from 'vitest';
import { changes, type Draft } from './useSheet';

const blank = { value: null, abstain_reason: '', comment: '', evidence: [], answers: {} };
const saved: Draft = {
  scores: { A1: { ...blank, value: 70 }, A2: blank },
  notes: { advice: '', vetoes: [] },
};

it('sends only the leaves that changed', () => {
  const draft = { ...saved, scores: { ...saved.scores, A1: { ...blank, value: 80 } } };
  expect(changes(draft, saved).scores.map(([code]) => code)).toEqual(['A1']);
  expect(changes(draft, saved).notes).toBeNull();
  expect(changes(saved, saved).scores).toEqual([]);
});

it('sends advice and vetoes together', () => {
  const notes = { advice: '补充对照研究', vetoes: [] };
  expect(changes({ ...saved, notes }, saved).notes).toEqual(notes);
});

it('sends a score that was taken back', () => {
  const draft = { ...saved, scores: { ...saved.scores, A1: blank } };
  expect(changes(draft, saved).scores).toEqual([['A1', blank]]);
});
