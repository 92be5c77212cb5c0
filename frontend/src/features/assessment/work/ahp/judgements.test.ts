import { expect, it } from 'vitest';
import { cell, firstOpen, fromStep, pairs, put, toStep } from './judgements';

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
