import { expect, it } from 'vitest';
import { bare, proofInputs, toggled } from './proofs';

const kept = { '1.review': { component: '整体', file_id: 'f1', note: '' } };

it('adds an empty proof and takes one away', () => {
  const next = toggled(kept, '2.plan', true);
  expect(Object.keys(next)).toEqual(['1.review', '2.plan']);
  expect(toggled(next, '1.review', false)).toEqual({
    '2.plan': { component: '整体', file_id: null, note: '' },
  });
});

it('names proofs that have neither file nor note', () => {
  const next = toggled(kept, '2.plan', true);
  expect(bare(next)).toEqual(['2.plan']);
  expect(
    bare({ ...next, '2.plan': { component: '整体', file_id: null, note: ' 第 3 页 ' } }),
  ).toEqual([]);
});

it('sends component, file and note of every proof', () => {
  expect(proofInputs(kept)).toEqual([
    { code: '1.review', component: '整体', file_id: 'f1', note: '' },
  ]);
});
