import type { ReactNode } from 'react';
import type { AssessmentReport } from '@/api/gen';
import { Scroll } from '@/shared/ui';
import { usePrintedText } from '../../i18n/printed';
import s from './report.module.css';

/** One numbered section of the report. */
export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={`panel ${s.part}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A written text; what is not written is said in red. */
export function Written({ value }: { value: string }) {
  const t = usePrintedText();
  return value ? (
    <p className={s.text} lang="zh-CN">
      {value}
    </p>
  ) : (
    <p className={s.missing}>{t('missing')}</p>
  );
}

type Fact = NonNullable<AssessmentReport['facts']>[number];

/** Labels and values of the document. */
export function Facts({ items, none }: { items: readonly Fact[] | undefined; none: string }) {
  if (!items?.length) return null;
  return (
    <dl className={s.facts} lang="zh-CN">
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value || none}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Lines({ items }: { items: readonly string[] | undefined }) {
  if (!items?.length) return null;
  return (
    <ul className={s.bullets} lang="zh-CN">
      {items.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

interface TableProps {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly ReactNode[])[];
  /** Columns that hold figures. */
  figures?: readonly number[];
}

/** A plain table that scrolls by itself on phones. */
export function PlainTable({ caption, head, rows, figures = [] }: TableProps) {
  if (rows.length === 0) return null;
  const kind = (column: number) => (figures.includes(column) ? 'num' : undefined);
  return (
    <Scroll label={caption}>
      <table className={s.table} lang="zh-CN">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((text, column) => (
              <th key={text} scope="col" className={kind(column)}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={column} className={kind(column)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
