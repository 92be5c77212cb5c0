import { afterEach, describe, expect, it } from 'vitest';
import { ago, bytes, dash, date, dateTime, longDate, number, percent } from './format';
import { setLang } from './text';

afterEach(() => setLang('zh'));

describe('dates are shown in Asia/Shanghai', () => {
  it('moves an UTC evening to the next Chinese day', () => {
    expect(date('2026-11-19T16:30:00Z')).toBe('2026-11-20');
    expect(dateTime('2026-11-19T16:30:00Z')).toBe('2026-11-20 00:30');
    expect(longDate('2026-11-19T16:30:00Z')).toBe('2026年11月20日');
  });
  it('keeps a plain date as it is', () => {
    expect(date('2026-01-01')).toBe('2026-01-01');
    expect(dateTime('2026-01-01')).toBe('2026-01-01');
  });
  it('says 未披露 for nothing and for nonsense', () => {
    expect(date(null)).toBe('未披露');
    expect(date('soon')).toBe('未披露');
    setLang('en');
    expect(date(undefined)).toBe('Not disclosed');
  });
  it('tells short times in words', () => {
    const now = Date.parse('2026-11-20T02:00:00Z');
    expect(ago('2026-11-20T01:57:00Z', now)).toBe('3分钟前');
    expect(ago('2026-11-20T01:59:40Z', now)).toBe('刚刚');
    expect(ago('2026-11-01T00:00:00Z', now)).toBe('2026-11-01');
  });
});

describe('values', () => {
  it('never invents what is unknown', () => {
    for (const value of [null, undefined, '', '  ', []]) expect(dash(value)).toBe('未披露');
    expect(dash(0)).toBe('0');
    expect(dash(false)).toBe('否');
    expect(dash(['甲', null])).toBe('甲、未披露');
  });
  it('formats numbers, shares and sizes', () => {
    expect(number(12345.678)).toBe('12,345.68');
    expect(percent(0.8)).toBe('80%');
    expect(percent(null)).toBe('未披露');
    expect(bytes(0)).toBe('0 B');
    expect(bytes(1536)).toBe('1.5 KB');
    expect(bytes(50 * 1024 * 1024)).toBe('50 MB');
  });
});
