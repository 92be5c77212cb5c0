import { Button, Pagination, Table, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import type { Page } from '@/api/types';
import type { ListState } from '@/shared/lib/useListState';
import { useNarrow } from '@/shared/lib/useNarrow';
import { EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useWorkText } from './text';
import s from './work.module.css';

export interface Column<T> extends TableColumnType<T> {
  /** Name the API sorts by; makes the head a button. */
  sortKey?: string;
}

interface Props<T, F extends string> {
  /** A useQuery result; give the query `placeholderData: keepPreviousData`. */
  result: {
    data: Page<T> | undefined;
    error: unknown;
    isPending: boolean;
    isPlaceholderData: boolean;
    refetch: () => unknown;
  };
  list: ListState<F>;
  columns: Column<T>[];
  rowKey: keyof T & string;
  /** What to say, and to offer, when there is nothing at all. */
  empty?: { title: string; text?: string; action?: ReactNode };
  /** A row as a card, used instead of the table on phones. */
  card?: (row: T) => ReactNode;
}

/** Table of a list endpoint: page, size, sort and filters live in the address. */
export function DataTable<T extends object, F extends string = never>(props: Props<T, F>) {
  const { result, list, columns, rowKey, empty, card } = props;
  const t = useWorkText();
  const narrow = useNarrow();
  const { data } = result;
  if (result.error && !data) {
    return <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />;
  }
  if (!data) {
    return (
      <div className={`${s.tableBox} ${s.wait}`}>
        <Skeleton rows={8} />
      </div>
    );
  }
  if (data.total === 0) {
    const filtered = Boolean(list.q) || Object.values(list.filters).some((v) => hasItems(v));
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
  const sorted = list.sort.replace(/^-/, '');
  const descending = list.sort.startsWith('-');
  return (
    <>
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
      <div className={s.tableBox} data-stale={result.isPlaceholderData}>
        {card && narrow ? (
          <ul className={s.cards}>
            {data.items.map((row) => (
              <li key={String(row[rowKey])}>{card(row)}</li>
            ))}
          </ul>
        ) : (
          <Table<T>
            rowKey={rowKey}
            size="middle"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={data.items}
            columns={columns.map(({ sortKey, ...column }) =>
              sortKey
                ? {
                    ...column,
                    key: sortKey,
                    sorter: true,
                    sortOrder: sorted === sortKey ? (descending ? 'descend' : 'ascend') : null,
                  }
                : column,
            )}
            onChange={(_page, _filters, sorter) => {
              const one = Array.isArray(sorter) ? sorter[0] : sorter;
              const key = String(one?.columnKey ?? '');
              if (!one?.order) list.set({ sort: '' });
              else list.set({ sort: one.order === 'descend' ? `-${key}` : key });
            }}
          />
        )}
        <div className={s.tableFoot}>
          <span role="status">{t('totalRows', { n: data.total })}</span>
          <Pagination
            current={data.page}
            pageSize={data.size}
            total={data.total}
            size="small"
            hideOnSinglePage={data.total <= 10}
            showSizeChanger={!narrow}
            pageSizeOptions={[10, 20, 50, 100]}
            onChange={(page, size) => list.set(size === data.size ? { page } : { size, page: 1 })}
          />
        </div>
      </div>
    </>
  );
}

const hasItems = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
