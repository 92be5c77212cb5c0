import { describe, expect, it } from 'vitest';
import { capitalAmount, money } from './money';

describe('capitalAmount', () => {
  it.each([
    [0, '零元整'],
    [5, '伍分'],
    [10, '壹角整'],
    [105, '壹元零伍分'],
    [150, '壹元伍角整'],
    [10_00, '壹拾元整'],
    [1_005_00, '壹仟零伍元整'],
    [10_001_00, '壹万零壹元整'],
    [100_010_00, '壹拾万零壹拾元整'],
    [1_260_000_00, '壹佰贰拾陆万元整'],
    [100_000_000_00, '壹亿元整'],
    [100_000_001_00, '壹亿零壹元整'],
    [123_456_789_12, '壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分'],
    [-1_00, '负壹元整'],
  ])('%i fen', (fen, text) => expect(capitalAmount(fen)).toBe(text));

  it('refuses fractions of a fen', () => expect(() => capitalAmount(0.5)).toThrow(RangeError));
});

describe('money', () => {
  it('changes to 万元 from ten thousand on', () => {
    expect(money(9_999_99)).toBe('9,999.99 元');
    expect(money(10_000_00)).toBe('1 万元');
    expect(money(1_265_000_00)).toBe('126.5 万元');
    expect(money(null)).toBe('未披露');
  });
});
