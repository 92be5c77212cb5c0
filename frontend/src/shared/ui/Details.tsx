import type { ReactNode } from 'react';
import type { HistoryView } from '@/api/gen';
import { dash, dateTime } from '@/shared/lib/format';
import { capitalAmount, money } from '@/shared/lib/money';
import { useLang } from '@/shared/lib/text';
import type { Tone } from './StateTag';
import { useUiText } from './text';
import s from './Details.module.css';

export interface DetailItem {
  label: string;
  value: ReactNode;
  /** Takes the full width. */
  wide?: boolean;
}

/** Names and values; what nobody disclosed reads 未披露. */
export function DescriptionGrid({ items }: { items: (DetailItem | null | false)[] }) {
  useLang();
  return (
    <dl className={s.grid}>
      {items.map((item) =>
        item ? (
          <div key={item.label} data-wide={item.wide}>
            <dt>{item.label}</dt>
            <dd>{isElement(item.value) ? item.value : <Value value={item.value} />}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

const isElement = (value: ReactNode) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One value; an unknown one is grey and reads 未披露. */
export function Value({ value }: { value: unknown }) {
  useLang();
  const unknown = value == null || value === '' || (Array.isArray(value) && value.length === 0);
  return <span className={unknown ? s.unknown : undefined}>{dash(value)}</span>;
}

/** An amount in fen: 元 or 万元, on demand also in capital figures. */
export function Money({ fen, capital }: { fen: number | null | undefined; capital?: boolean }) {
  const t = useUiText();
  if (fen == null) return <Value value={null} />;
  return (
    <span>
      <span className="num">{money(fen)}</span>
      {capital && (
        <small className={s.capital} lang="zh-CN">
          {t('capital')}
          {capitalAmount(fen)}
        </small>
      )}
    </span>
  );
}

export interface TimelineItem {
  id: string;
  at: string;
  title: ReactNode;
  who?: string | null;
  note?: ReactNode;
  tone?: Tone;
}

/** `history` of a detail view as items of a timeline. */
export const historyItems = (history: readonly HistoryView[]): TimelineItem[] =>
  history.map((line) => ({
    id: `${line.at}${line.event}`,
    at: line.at,
    title: line.label_zh,
    who: line.actor_name,
    note: line.detail || undefined,
  }));

/** What happened, newest first as the server sends it. */
export function Timeline({ items }: { items: TimelineItem[] }) {
  const t = useUiText();
  if (items.length === 0) return <p className={s.unknown}>{t('noHistory')}</p>;
  return (
    <ol className={s.timeline} aria-label={t('history')}>
      {items.map((item) => (
        <li key={item.id} data-tone={item.tone ?? 'brand'}>
          <div>
            <b>{item.title}</b>
            {item.who && <span>{item.who}</span>}
          </div>
          <time dateTime={item.at} className="num">
            {dateTime(item.at)}
          </time>
          {item.note && <div className={s.note}>{item.note}</div>}
        </li>
      ))}
    </ol>
  );
}
