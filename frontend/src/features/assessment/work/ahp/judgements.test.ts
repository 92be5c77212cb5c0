import { expect, it } from 'vitest';
import {
  cell,
  firstOpen,
  fromStep,
  mergeAnswers,
  pairs,
  put,
  shortNames,
  statementOf,
  STEPS,
  toStep,
} from './judgements';

it('counts 31 pairs for 5 + 4 + 3 + 4 + 3 + 3 items', () => {
  expect([5, 4, 3, 4, 3, 3].reduce((sum, n) => sum + pairs(n).length, 0)).toBe(31);
  expect(pairs(3)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
});

it('turns the nine-step scale into slider steps and back', () => {
  for (let step = -8; step <= 8; step += 1) expect(toStep(fromStep(step))).toBe(step);
  expect(fromStep(4)).toBe('5');
  expect(fromStep(-2)).toBe('1/3');
});

it('keeps the other judgements when one changes', () => {
  const before = { G: ['1', null], B: [null] };
  expect(put(before, 'G', 1, '3')).toEqual({ G: ['1', '3'], B: [null] });
  expect(before.G[1]).toBeNull();
});

it('finds the first open pair across levels', () => {
  expect(firstOpen({ G: ['1'], B: ['2', null] }, ['G', 'B'])).toEqual(['B', 1]);
  expect(firstOpen({ G: ['1'] }, ['G'])).toBeNull();
});

it('mirrors the upper triangle into reciprocals', () => {
  expect(cell(['3', null, '1/2'], 3, 1, 0)).toBe('1/3');
  expect(cell(['3', null, '1/2'], 3, 2, 1)).toBe('2');
  expect(cell(['3', null, '1/2'], 3, 0, 2)).toBe('–');
});

it('offers all seventeen judgements as sentences, the strongest for the first item on top', () => {
  expect(STEPS.map(fromStep)).toEqual([
    ...['9', '8', '7', '6', '5', '4', '3', '2', '1'],
    ...['1/2', '1/3', '1/4', '1/5', '1/6', '1/7', '1/8', '1/9'],
  ]);
});

it('names the worst judgement without the advice', () => {
  const words = '「甲」比「乙」强烈重要（7），相差 3.1 倍；若改为 2，CR 为 0.05';
  expect(statementOf(words)).toBe('「甲」比「乙」强烈重要（7），相差 3.1 倍');
  expect(statementOf('「甲」与「乙」同等重要')).toBe('「甲」与「乙」同等重要');
});

it('keeps the pairs that were touched here when the sheet was changed elsewhere', () => {
  const base = { G: ['1', null, '3'] };
  const mine = { G: ['1', '5', null] };
  const theirs = { G: ['2', '4', '3'] };
  expect(mergeAnswers(base, mine, theirs)).toEqual({ G: ['2', '5', null] });
});

it('shortens names so that neighbours stay apart', () => {
  expect(shortNames(['临床需求', '效用提升度', '操作便利度', '临床成本'])).toEqual([
    '需求',
    '效用',
    '操作',
    '成本',
  ]);
  expect(shortNames(['团队组成', '团队基础', '团队分工'])).toEqual(['组成', '基础', '分工']);
  expect(shortNames(['甲乙丙丁', '甲乙戊丙丁'])).toEqual(['甲乙丙丁', '甲乙戊丙丁']);
});
