import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { MetricCode } from '@/api/gen';
import { isPreset, periodOf, type Preset } from './period';

export type Part = 'numerator' | 'denominator' | 'excluded';
const PARTS: readonly string[] = ['numerator', 'denominator', 'excluded'];

export interface Choice {
  metric: MetricCode | null;
  variant: string | null;
  part: Part;
  page: number;
}

/** What is shown lives in the address: period, chosen indicator, list and its page. */
export function useQuality() {
  const [address, setAddress] = useSearchParams();
  const wanted = address.get('period');
  const preset: Preset = isPreset(wanted) ? wanted : 'year';
  const part = address.get('part') ?? '';
  const choice: Choice = {
    metric: address.get('m') as MetricCode | null,
    variant: address.get('variant'),
    part: PARTS.includes(part) ? (part as Part) : 'numerator',
    page: Math.max(1, Math.floor(Number(address.get('page'))) || 1),
  };
  const setPreset = useCallback(
    (value: Preset) =>
      setAddress(
        (old) => {
          const next = new URLSearchParams(old);
          next.set('period', value);
          next.delete('page');
          return next;
        },
        { preventScrollReset: true },
      ),
    [setAddress],
  );
  const choose = useCallback(
    (change: Partial<Choice>) =>
      setAddress(
        (old) => {
          const next = new URLSearchParams(old);
          const put = (key: string, value: string | number | null | undefined) => {
            if (value === undefined) return;
            if (value === null || value === '') next.delete(key);
            else next.set(key, String(value));
          };
          put('m', change.metric);
          put('variant', change.variant);
          put('part', change.part);
          put('page', change.page && change.page > 1 ? change.page : null);
          return next;
        },
        { preventScrollReset: true },
      ),
    [setAddress],
  );
  return { preset, period: periodOf(preset), choice, setPreset, choose };
}
