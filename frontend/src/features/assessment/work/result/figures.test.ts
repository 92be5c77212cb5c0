import { expect, it } from 'vitest';
import {
  chainOf,
  one,
  percent,
  place,
  productOf,
  sensitivityWords,
  severityShare,
  signed,
  straddles,
} from './figures';

const step = (weight: number) => ({
  code: 'A',
  name: '临床评估',
  weight,
  node: '总目标',
  node_code: 'G',
  cr: 0.02,
  passed: true,
});

it('writes the weight as the product along its path', () => {
  expect(chainOf([step(0.3), step(0.25)], 0.075)).toBe('0.3000 × 0.2500 = 0.0750');
});

it('writes the points as score times weight, with dashes where nothing is told', () => {
  expect(productOf({ score: 72, weight: 0.075, contribution: 5.4 })).toBe('72.0 × 0.0750 = 5.40');
  expect(productOf({ score: null, weight: 0.075, contribution: null })).toBe('— × 0.0750 = —');
  expect(one(undefined)).toBe('—');
});

it('signs differences and keeps zero positive', () => {
  expect([signed(2), signed(-3.25), signed(0), signed(null)]).toEqual([
    '+2.0',
    '−3.3',
    '+0.0',
    '—',
  ]);
});

it('keeps places on the track and shares in percent', () => {
  expect([place(-5), place(62.5), place(140), place(null)]).toEqual(['0%', '62.5%', '100%', '0%']);
  expect([percent(0.9934), percent(null)]).toEqual(['99.3%', '—']);
});

it('knows a borderline interval', () => {
  expect(straddles(58, 64, 60)).toBe(true);
  expect(straddles(60, 64, 60)).toBe(false);
  expect(straddles(null, 64, 60)).toBe(false);
});

it('draws the widest severity over the whole half and small ones not larger than they are', () => {
  expect(severityShare(-4, [4, -2, 1])).toBe(1);
  expect(severityShare(0.2, [0.2, -0.1])).toBeCloseTo(0.2);
});

it('does not call weights robust when turning points are only not told', () => {
  const base = { crossings: [], most_critical: null, robust: ['A1'], withheld: 0 };
  expect(sensitivityWords(base).all).toBe(true);
  expect(sensitivityWords({ ...base, withheld: 2 })).toEqual({ all: false, robust: 0, hidden: 2 });
});
