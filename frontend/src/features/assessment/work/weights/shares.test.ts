import { expect, it } from 'vitest';
import { barOf, blocks, percent } from './shares';

const leaf = (code: string, dimension: string, weight: number) => ({
  code,
  name: code,
  dimension,
  ahp: weight,
  low: null,
  high: null,
  delphi: null,
  weight,
});

it('keeps leaves under their dimension with the sum of their weights', () => {
  const found = blocks([leaf('A1', '临床', 0.2), leaf('A2', '临床', 0.3), leaf('B1', '市场', 0.5)]);
  expect(found.map((block) => [block.dimension, block.leaves.length])).toEqual([
    ['临床', 2],
    ['市场', 1],
  ]);
  expect(found[0]?.weight).toBeCloseTo(0.5);
});

it('draws bars beside the longest and never beyond', () => {
  expect(barOf(0.2, 0.4)).toBe('50%');
  expect(barOf(0.5, 0.4)).toBe('100%');
  expect(barOf(-0.1, 0.4)).toBe('0%');
  expect(percent(0.12345)).toBe('12.3%');
});
