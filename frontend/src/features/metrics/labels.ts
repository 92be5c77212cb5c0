import type { MetricView, VariantView } from '@/api/gen';
import type { Band, Tone } from '@/shared/ui';

const BANDS: Record<string, Band> = { good: 'good', fair: 'ochre', poor: 'seal' };

/** Colour of a grade; grey without a sample. */
export const toneOf = (variant: VariantView): Tone => BANDS[variant.tone] ?? 'grey';
export const bandOf = (variant: VariantView): Band => BANDS[variant.tone] ?? 'ochre';

/** The variant that carries the grade. */
export const headlineOf = (metric: MetricView): VariantView | undefined =>
  metric.variants.find((variant) => variant.is_headline) ?? metric.variants[0];

/** The two inner limits of the bands, rising. */
export function cutsOf(metric: MetricView): readonly [number, number] {
  const limits = [
    ...new Set(metric.bands.map((band) => band.low).filter((low): low is number => low != null)),
  ].sort((a, b) => a - b);
  return [limits[0] ?? 0, limits[1] ?? 100];
}

/** End of the scale: 100 for shares; for days a little more than the value. */
export const maxOf = (metric: MetricView, value: number): number =>
  metric.unit === '工作日' ? Math.max(10, Math.ceil(value * 1.15)) : 100;
