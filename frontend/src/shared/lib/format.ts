import { getLang } from './text';

const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

type When = string | number | Date | null | undefined;
const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

function split(value: When): Record<string, string> | null {
  if (value == null || value === '') return null;
  const plain = typeof value === 'string' ? PLAIN_DATE.exec(value) : null;
  if (plain) return { year: plain[1]!, month: plain[2]!, day: plain[3]!, hour: '', minute: '' };
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return null;
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
}

/** What is shown for a value nobody disclosed. */
export const undisclosed = (): string => (getLang() === 'en' ? 'Not disclosed' : '未披露');

const missing = (value: unknown): value is null | undefined | '' =>
  value == null || (typeof value === 'string' && value.trim() === '');

/** The value as text, or 未披露 when it is null, undefined, blank or an empty list. */
export function dash(value: unknown): string {
  if (missing(value)) return undisclosed();
  if (Array.isArray(value)) return value.length ? value.map(dash).join('、') : undisclosed();
  if (typeof value === 'boolean') return boolText(value);
  return typeof value === 'number' ? number(value) : String(value);
}

const boolText = (value: boolean) =>
  getLang() === 'en' ? (value ? 'Yes' : 'No') : value ? '是' : '否';

/** 2026-11-20, in Asia/Shanghai. */
export function date(value: When): string {
  const d = split(value);
  return d ? `${d.year}-${d.month}-${d.day}` : undisclosed();
}

/** 2026-11-20 10:32, in Asia/Shanghai. */
export function dateTime(value: When): string {
  const d = split(value);
  if (!d) return undisclosed();
  return d.hour ? `${date(value)} ${d.hour}:${d.minute}` : date(value);
}

/** 10:32, in Asia/Shanghai. */
export function time(value: When): string {
  const d = split(value);
  return d?.hour ? `${d.hour}:${d.minute}` : '';
}

/** 2026年11月20日, or 2026-11-20 in English. */
export function longDate(value: When): string {
  const d = split(value);
  if (!d) return undisclosed();
  return getLang() === 'en' ? date(value) : `${d.year}年${Number(d.month)}月${Number(d.day)}日`;
}

/** 3 分钟前 / 2 小时前 / 5 天前, later the date. */
export function ago(value: When, now: number = Date.now()): string {
  if (value == null || value === '') return undisclosed();
  const minutes = Math.floor((now - new Date(value).getTime()) / 60_000);
  if (Number.isNaN(minutes)) return undisclosed();
  if (minutes < 0 || minutes >= 60 * 24 * 7) return date(value);
  const format = new Intl.RelativeTimeFormat(getLang() === 'en' ? 'en' : 'zh-CN', {
    numeric: 'auto',
  });
  if (minutes < 1) return getLang() === 'en' ? 'just now' : '刚刚';
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 60 * 24) return format.format(-Math.floor(minutes / 60), 'hour');
  return format.format(-Math.floor(minutes / 1440), 'day');
}

export const number = (value: number | null | undefined, digits = 2): string =>
  value == null || !Number.isFinite(value)
    ? undisclosed()
    : value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** A share between 0 and 1 as percentage. */
export const percent = (share: number | null | undefined, digits = 1): string =>
  share == null || !Number.isFinite(share) ? undisclosed() : `${number(share * 100, digits)}%`;

export function bytes(size: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = size;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
