import { date } from '@/shared/lib/format';

export const PRESETS = ['year', 'quarter', 'lastQuarter', 'twelve'] as const;
export type Preset = (typeof PRESETS)[number];

export const isPreset = (text: string | null): text is Preset =>
  PRESETS.some((preset) => preset === text);

const day = (year: number, month: number, dayOfMonth: number) =>
  new Date(Date.UTC(year, month, dayOfMonth)).toISOString().slice(0, 10);

/** Local days (Asia/Shanghai) of a preset, both included. */
export function periodOf(preset: Preset, now: Date = new Date()): { from: string; to: string } {
  const today = date(now);
  const [year, month, dayOfMonth] = today.split('-').map(Number) as [number, number, number];
  const first = Math.floor((month - 1) / 3) * 3;
  if (preset === 'quarter') return { from: day(year, first, 1), to: today };
  if (preset === 'lastQuarter') return { from: day(year, first - 3, 1), to: day(year, first, 0) };
  if (preset === 'twelve') return { from: day(year - 1, month - 1, dayOfMonth + 1), to: today };
  return { from: day(year, 0, 1), to: today };
}
