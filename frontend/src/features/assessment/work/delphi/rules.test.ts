import { expect, it } from 'vitest';
import type { DelphiRoundView } from '@/api/gen';
import { proposedDrops, stopLine } from './rules';

it('takes the mark of a stop condition apart from its words', () => {
  expect(stopLine('达到：最近两轮回收率最低 100%（要求 70%）')).toEqual({
    met: true,
    text: '最近两轮回收率最低 100%（要求 70%）',
  });
  expect(stopLine('未达到：尚无上一轮可比较，稳定性未知').met).toBe(false);
  expect(stopLine('已到第 4 轮上限，停止并说明未达成共识的条目').met).toBeNull();
});

it('proposes for deletion only what the screening says', () => {
  const round = {
    results: [
      { code: 'A1', name: '临床需求', verdict: 'keep', failed: [] },
      { code: 'B3', name: '商业化潜力', verdict: 'discuss', failed: ['均数'] },
      { code: 'C4', name: '系统适配性', verdict: 'delete', failed: ['均数', '满分频率'] },
    ],
  } as unknown as DelphiRoundView;
  expect(proposedDrops(round)).toEqual([
    { code: 'C4', name: '系统适配性', failed: '均数、满分频率' },
  ]);
  expect(proposedDrops(undefined)).toEqual([]);
});
