import { describe, expect, it } from 'vitest';
import {
  chartPoints,
  compared,
  largeYuan,
  product,
  signed,
  signedShare,
  templateCsv,
  toFen,
  toYuan,
} from './figures';
import { pageNumber, shownAs } from './pages';

describe('figures', () => {
  it('turns yuan into whole fen and back', () => {
    expect(toFen(19.99)).toBe(1999);
    expect(toFen(0.29)).toBe(29);
    expect(toYuan(1999)).toBe(19.99);
  });

  it('shows differences with their sign', () => {
    expect(signed(15)).toBe('+15');
    expect(signed(-3.456)).toBe('−3.46');
    expect(signed(0.001)).toBe('0');
    expect(signedShare(0.25)).toBe('+25%');
    expect(signedShare(-0.0449)).toBe('−4.5%');
  });

  it('judges old against new like the server (5.1.2.1.3-b)', () => {
    expect(compared(60, 75, false)).toEqual({ difference: 15, better: true });
    expect(compared('8', '5', true)).toEqual({ difference: -3, better: true });
    expect(compared(8, 9, true)).toEqual({ difference: 1, better: false });
    expect(compared(80, 80, false)).toEqual({ difference: 0, better: null });
    expect(compared('', 5, false)).toBeNull();
    expect(compared(null, 5, false)).toBeNull();
    expect(compared('约 60', 5, false)).toBeNull();
  });

  it('multiplies persons by price: 1 000 000 × 2 000 yuan = 20 亿元 (5.1.2.1.4-a)', () => {
    const persons = { low: 800_000, base: 1_000_000, high: 1_200_000 };
    const size = product(persons, { low: 1500, base: 2000, high: 2600 });
    expect(size).toEqual({ low: 1.2e9, base: 2e9, high: 3.12e9 });
    expect(largeYuan(size!.base)).toBe('20 亿元');
    expect(product(persons, { low: 1, base: 2 })).toBeNull();
    expect(product(undefined, undefined)).toBeNull();
  });

  it('says large amounts in 万 and 亿', () => {
    expect(largeYuan(34_000_000)).toBe('3,400 万元');
    expect(largeYuan(999)).toBe('999 元');
  });

  it('keeps the distances of years and starts at zero', () => {
    const box = { left: 10, top: 0, width: 100, height: 50 };
    const points = chartPoints(
      [
        { year: 2015, value: 50 },
        { year: 2020, value: 100 },
        { year: 2025, value: 75 },
      ],
      box,
    );
    expect(points.map((point) => point.x)).toEqual([10, 60, 110]);
    expect(points.map((point) => point.y)).toEqual([25, 0, 12.5]);
    expect(chartPoints([{ year: 2025, value: 1 }], box)[0]).toMatchObject({ x: 60, y: 0 });
  });

  it('gives templates that open in Chinese', () => {
    expect(templateCsv('figures').startsWith('\ufeff指标,类别,名称,数值')).toBe(true);
    expect(templateCsv('patents').split('\r\n')).toHaveLength(3);
  });
});

describe('pages of files', () => {
  it('finds the page in words', () => {
    expect(pageNumber('第 12 页表 3')).toBe(12);
    expect(pageNumber('P. 7')).toBe(7);
    expect(pageNumber('附录')).toBeNull();
    expect(pageNumber('')).toBeNull();
  });

  it('shows what a browser can show', () => {
    expect(shownAs('Ⅲ期试验.PDF')).toBe('pdf');
    expect(shownAs('a.b.jpeg')).toBe('image');
    expect(shownAs('x.csv')).toBe('text');
    expect(shownAs('x.docx')).toBe('other');
  });
});
