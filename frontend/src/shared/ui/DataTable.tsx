import type { ReactNode } from 'react';
import type { Page } from '@/api/types';
import type { ListState } from '@/shared/lib/useListState';
import { useNarrow } from '@/shared/lib/useNarrow';
import { Button } from './Button';
import { EmptyState, ProblemAlert, Skeleton } from './Feedback';
import { Pager } from './Pager';
import { Scroll } from './Scroll';
import { useUiText } from './text';
import s from './DataTable.module.css';

export interface Column<T> {
  title?: ReactNode;
  /** Field shown as it is when there is no `render`. */
  dataIndex?: keyof T & string;
  // `any` would lose the type; the value is what dataIndex names, checked by the renderer.
  render?: (value: never, row: T) => ReactNode;
  width?: number;
  align?: 'start' | 'end' | 'center';
  /** One line, cut with dots; needs a width. */
  ellipsis?: boolean;
  className?: string;
  /** Name the API sorts by; makes the head a button. */
  sortKey?: string;
}

interface Props<T, F extends string> {
  /** A useQuery result; give the query `placeholderData: keepPreviousData`. */
  result: {
    data: Page<T> | undefined;
    error: unknown;
    isPlaceholderData: boolean;
    refetch: () => unknown;
  };
  list: ListState<F>;
  columns: Column<T>[];
  rowKey: (keyof T & string) | ((row: T) => string);
  /** What to say, and to offer, when there is nothing at all. */
  empty?: { title: string; text?: string; action?: ReactNode };
  /** A row as a card, used instead of the table on phones. */
  card?: (row: T) => ReactNode;
  /** Name of the table for screen readers. */
  label?: string;
}

/** Table of a list endpoint: page, size, sort and filters live in the address. */
export function DataTable<T extends object, F extends string = never>(props: Props<T, F>) {
  const { result, list, rowKey, empty, card } = props;
  const t = useUiText();
  const narrow = useNarrow();
  const { data } = result;
  if (!data) {
    return result.error ? (
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
    ) : (
      <div className={`${s.box} ${s.wait}`}>
        <Skeleton rows={8} />
      </div>
    );
  }
  if (data.total === 0) {
    const filters = Object.values<readonly string[]>(list.filters);
    const filtered = Boolean(list.q) || filters.some((values) => values.length > 0);
    return filtered ? (
      <EmptyState
        title={t('emptyFiltered')}
        action={<Button onClick={list.clear}>{t('clearFilters')}</Button>}
      />
    ) : (
      <EmptyState title={empty?.title ?? t('emptyList')} action={empty?.action}>
        {empty?.text}
      </EmptyState>
    );
  }
  const keyOf = (row: T) => (typeof rowKey === 'function' ? rowKey(row) : String(row[rowKey]));
  return (
    <>
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
      <div className={s.box} data-stale={result.isPlaceholderData}>
        {card && narrow ? (
          <ul className={s.cards}>
            {data.items.map((row) => (
              <li key={keyOf(row)}>{card(row)}</li>
            ))}
          </ul>
        ) : (
          <Rows {...props} rows={data.items} keyOf={keyOf} />
        )}
        <div className={s.foot}>
          <span role="status">{t('totalRows', { n: data.total })}</span>
          <Pager
            page={data.page}
            total={data.total}
            size={data.size}
            onGo={(page) => list.set({ page })}
          />
          {data.total > 10 && (
            <label>
              {t('pageSize')}{' '}
              <select
                value={data.size}
                onChange={(event) => list.set({ size: Number(event.target.value) })}
              >
                {[10, 20, 50, 100].map((size) => (
                  <option key={size}>{size}</option>
                ))}
              </select>
            </label>
          )}
        </div>
      </div>
    </>
  );
}

type RowsProps<T, F extends string> = Pick<Props<T, F>, 'columns' | 'list' | 'label'> & {
  rows: T[];
  keyOf: (row: T) => string;
};

function Rows<T extends object, F extends string>(props: RowsProps<T, F>) {
  const { columns, list, label, rows, keyOf } = props;
  const cell = (column: Column<T>, row: T): ReactNode => {
    const value = column.dataIndex ? row[column.dataIndex] : undefined;
    const content = column.render ? column.render(value as never, row) : (value as ReactNode);
    // the browser breaks dates and numbers at their hyphens
    return typeof content === 'string' && /^(\d{4}-[\d\-: ]+|[A-Z]+-[\d-]+)$/.test(content) ? (
      <span className="nowrap">{content}</span>
    ) : (
      content
    );
  };
  return (
    <Scroll label={label} className={s.scroll}>
      <table className={s.table}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <Head key={index} column={column} list={list} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column, index) => (
                <td
                  key={index}
                  className={column.className}
                  data-align={column.align}
                  data-ellipsis={column.ellipsis}
                  style={column.ellipsis ? { maxWidth: column.width } : undefined}
                >
                  {cell(column, row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Head<T, F extends string>({ column, list }: { column: Column<T>; list: ListState<F> }) {
  const t = useUiText();
  const key = column.sortKey;
  const style = { width: column.width };
  if (!key) {
    return (
      <th scope="col" style={style} data-align={column.align}>
        {column.title ?? <span className="vh">{t('actions')}</span>}
      </th>
    );
  }
  const current = list.sort.replace(/^-/, '') === key;
  const down = current && list.sort.startsWith('-');
  const next = current && !down ? `-${key}` : key;
  return (
    <th
      scope="col"
      style={style}
      data-align={column.align}
      aria-sort={current ? (down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={() => list.set({ sort: next })}>
        {column.title}
        <i aria-hidden data-on={current}>
          {down ? '▾' : '▴'}
        </i>
      </button>
    </th>
  );
}
