import type { OneAtATimeView, ResultLeaf, ResultStep } from '@/api/gen';

/** A score: one decimal; a dash where nothing is told. */
export const one = (value: number | null | undefined) => (value == null ? '—' : value.toFixed(1));
export const two = (value: number | null | undefined) => (value == null ? '—' : value.toFixed(2));
export const three = (value: number | null | undefined) => (value == null ? '—' : value.toFixed(3));
export const four = (value: number) => value.toFixed(4);
export const signed = (value: number | null | undefined) =>
  value == null ? '—' : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;
export const percent = (value: number | null | undefined) =>
  value == null ? '—' : `${(value * 100).toFixed(1)}%`;

/** Experts from whom on the trimmed mean is the official score (evaluation/scoring.py). */
export const TRIM_FROM = 5;

/** 0.3000 × 0.2500 = 0.0750 */
export const chainOf = (path: readonly ResultStep[], weight: number) =>
  `${path.map((step) => four(step.weight)).join(' × ')} = ${four(weight)}`;

/** 72.0 × 0.0750 = 5.40 */
export const productOf = (leaf: Pick<ResultLeaf, 'score' | 'weight' | 'contribution'>) =>
  `${one(leaf.score)} × ${four(leaf.weight)} = ${two(leaf.contribution)}`;

/** Place of a value on a 0–100 track, in percent. */
export const place = (value: number | null | undefined) =>
  `${Math.max(0, Math.min(100, value ?? 0))}%`;

/** Whether the interval holds the pass mark: the drawing never contradicts the server's word. */
export const straddles = (low: number | null, high: number | null, pass: number) =>
  low != null && high != null && low < pass && pass <= high;

/** How wide a diverging bar is drawn, as a share of half the track. */
export function severityShare(value: number, all: readonly number[]): number {
  const widest = Math.max(1, ...all.map(Math.abs));
  return Math.min(1, Math.abs(value) / widest);
}

/** What is to be said of single weights: turning points, robust ones, those not told. */
export function sensitivityWords(found: OneAtATimeView) {
  const shown = found.crossings.length;
  return {
    all: shown === 0 && found.withheld === 0,
    robust: shown > 0 ? found.robust.length : 0,
    hidden: found.withheld,
  };
}
