import { expect, it } from 'vitest';
import type { SwotItemInput } from '@/api/gen';
import { keysOf, usable, without } from './swot';

const item = (quadrant: string, statement: string): SwotItemInput => ({ quadrant, statement });
const items = [item('S', '甲'), item('W', '乙'), item('S', '丙'), item('O', '丁')];

it('numbers entries within their quadrant, in the order of the list', () => {
  expect(keysOf(items)).toEqual(['S1', 'W1', 'S2', 'O1']);
});

it('renumbers strategies when an entry goes, and drops the entry from them', () => {
  const strategies = [{ type: 'SO', text: '先许可', uses: ['S1', 'S2', 'O1'] }];
  const next = without(items, strategies, 0);
  expect(keysOf(next.items)).toEqual(['W1', 'S1', 'O1']);
  expect(next.strategies[0]?.uses).toEqual(['S1', 'O1']);
});

it('offers entries of the two quadrants of a strategy only', () => {
  expect(usable(items, 'WO').map(({ value }) => value)).toEqual(['W1', 'O1']);
});
