import { expect, it } from 'vitest';
import { isPreset, periodOf } from './period';

const now = new Date('2026-11-20T17:00:00Z'); // 21 November in Beijing

it('cuts periods by the calendar of Beijing', () => {
  expect(periodOf('year', now)).toEqual({ from: '2026-01-01', to: '2026-11-21' });
  expect(periodOf('quarter', now)).toEqual({ from: '2026-10-01', to: '2026-11-21' });
  expect(periodOf('lastQuarter', now)).toEqual({ from: '2026-07-01', to: '2026-09-30' });
  expect(periodOf('twelve', now)).toEqual({ from: '2025-11-22', to: '2026-11-21' });
  const winter = new Date('2026-02-10T04:00:00Z');
  expect(periodOf('lastQuarter', winter)).toEqual({ from: '2025-10-01', to: '2025-12-31' });
});

it('takes only known presets from the address', () => {
  expect(isPreset('quarter')).toBe(true);
  expect(isPreset('decade')).toBe(false);
  expect(isPreset(null)).toBe(false);
});
