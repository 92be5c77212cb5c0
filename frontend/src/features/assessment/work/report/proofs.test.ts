import { expect, it } from 'vitest';
import { bare, partInputs, proofInputs, toggled } from './proofs';

const kept = { '1.review': { file_id: 'f1', note: '' } };

it('adds an empty proof and takes one away', () => {
  const next = toggled(kept, '2.plan', true);
  expect(Object.keys(next)).toEqual(['1.review', '2.plan']);
  expect(toggled(next, '1.review', false)).toEqual({ '2.plan': { file_id: null, note: '' } });
});

it('names proofs that have neither file nor note', () => {
  const next = toggled(kept, '2.plan', true);
  expect(bare(next)).toEqual(['2.plan']);
  expect(bare({ ...next, '2.plan': { file_id: null, note: ' 第 3 页 ' } })).toEqual([]);
});

it('sends part, file and note of every proof', () => {
  const parts = [
    { name: '颗粒剂', essential: true, proofs: kept },
    {
      name: '检测方法',
      essential: false,
      proofs: { '2.plan': { file_id: null, note: '第 3 页' } },
    },
  ];
  expect(proofInputs(parts)).toEqual([
    { component: '颗粒剂', code: '1.review', file_id: 'f1', note: '' },
    { component: '检测方法', code: '2.plan', file_id: null, note: '第 3 页' },
  ]);
  expect(partInputs(parts)).toEqual([
    { name: '颗粒剂', essential: true },
    { name: '检测方法', essential: false },
  ]);
});

it('sends no list of parts for a single whole', () => {
  expect(partInputs([{ name: '整体', essential: true, proofs: kept }])).toEqual([]);
});
