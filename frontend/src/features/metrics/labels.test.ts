import { expect, it } from 'vitest';
import type { MetricView, VariantView } from '@/api/gen';
import { bandOf, cutsOf, headlineOf, maxOf, toneOf } from './labels';

const variant = (change: Partial<VariantView>): VariantView => ({
  code: 'all',
  label: '',
  is_headline: false,
  value: null,
  number: null,
  grade: 'none',
  grade_label: '无样本',
  tone: 'none',
  counts: [],
  facts: [],
  warning: '',
  fixed: null,
  ...change,
});

const band = (code: string, low: number | null, high: number | null) => ({
  code,
  label_zh: code,
  label_en: code,
  tone: code,
  low,
  high,
});

const metric = (change: Partial<MetricView>): MetricView =>
  ({
    unit: '%',
    bands: [band('good', 80, null), band('fair', 60, 80), band('poor', null, 60)],
    variants: [],
    ...change,
  }) as MetricView;

it('grades by the variant that the reading names', () => {
  const cohort = variant({ code: 'cohort', is_headline: true });
  const views = metric({ variants: [variant({ code: 'period' }), cohort] });
  expect(headlineOf(views)).toBe(cohort);
  expect(headlineOf(metric({}))).toBeUndefined();
});

it('colours by the band of the server, grey without a sample', () => {
  expect(toneOf(variant({ tone: 'good' }))).toBe('good');
  expect(toneOf(variant({ tone: 'poor' }))).toBe('seal');
  expect(toneOf(variant({}))).toBe('grey');
  expect(bandOf(variant({ tone: 'fair' }))).toBe('ochre');
});

it('takes thresholds from the bands', () => {
  expect(cutsOf(metric({}))).toEqual([60, 80]);
  const days = metric({
    unit: '工作日',
    bands: [band('good', null, 3), band('fair', 3, 7), band('poor', 7, null)],
  });
  expect(cutsOf(days)).toEqual([3, 7]);
  expect(maxOf(days, 4)).toBe(10);
  expect(maxOf(days, 20)).toBe(23);
  expect(maxOf(metric({}), 4)).toBe(100);
});
