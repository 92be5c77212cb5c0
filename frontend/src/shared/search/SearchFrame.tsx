import type { ReactNode } from 'react';
import type { FacetView } from '@/api/gen';
import { getLang } from '@/shared/lib/text';
import type { ListState } from '@/shared/lib/useListState';
import {
  Button,
  EmptyState,
  FacetPanel,
  FilterChips,
  Pager,
  ProblemAlert,
  SearchBox,
  Seg,
  Skeleton,
  useDocumentTitle,
  type Facet,
} from '@/shared/ui';
import { Answer } from './Answer';
import { useSearchText } from './text';
import s from './search.module.css';

/** What every public search answers, whatever its items are. */
export interface Found<T> {
  items: T[];
  total: number;
  page: number;
  size: number;
  facets: FacetView[];
  relaxed: boolean;
  did_you_mean: string | null;
  also_searched: string[];
  degraded: boolean;
  took_ms: number;
}

interface Props<T, F extends string> {
  title: string;
  placeholder: string;
  list: ListState<F>;
  /** useQuery with `placeholderData: keepPreviousData`. */
  result: { data?: Found<T>; error: unknown; isPlaceholderData: boolean; refetch: () => unknown };
  /** Facet of the API → filter in the address, in the order of the panel. */
  facets: Readonly<Record<string, F>>;
  sorts: readonly { value: string; label: string }[];
  /** “12 项成果” */
  count: (total: number) => ReactNode;
  render: (item: T) => ReactNode;
  keyOf: (item: T) => string;
  /** Below the search field: completions or words to try. */
  under?: ReactNode;
  empty: { title: string; text: string; action?: ReactNode };
  extra?: ReactNode;
}

const PAUSE = 180;

/** Celadon band with the search, facets on the left, results; the address holds everything. */
export function SearchFrame<T, F extends string>(props: Props<T, F>) {
  const { title, list, result, facets, sorts, under, extra } = props;
  useDocumentTitle(title);
  const { data } = result;
  const groups = panelFacets(data?.facets ?? [], facets);
  const chips = chipsOf(groups, list);
  return (
    <>
      <section className={s.band}>
        <div className={s.bandIn}>
          <h1 className="serif">{title}</h1>
          <div className={s.field}>
            <SearchBox
              value={list.q}
              onSearch={(q) => list.set({ q })}
              placeholder={props.placeholder}
              delay={PAUSE}
              slashKey
            />
            <div className={s.under}>{under}</div>
          </div>
        </div>
      </section>
      <div className={s.page}>
        <div className={s.facets}>
          <FacetPanel
            facets={groups}
            selected={list.filters}
            onToggle={(key, value) => list.toggle(key as F, value)}
            onClear={list.clear}
            total={data?.total ?? 0}
          />
        </div>
        <div className={s.results}>
          <div className={s.head}>
            <p role="status" className={s.count}>
              {data && (
                <>
                  {props.count(data.total)} <Took ms={data.took_ms} />
                </>
              )}
            </p>
            <div className={s.tools}>
              <SortSeg list={list} sorts={sorts} />
              {extra}
            </div>
          </div>
          <FilterChips chips={chips} onClear={list.clear} />
          {data && (
            <Answer found={data} any={data.items.length > 0} onSearch={(q) => list.set({ q })} />
          )}
          <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
          {!data && !result.error && <Skeleton rows={10} />}
          {data && data.items.length === 0 && <Nothing {...props} chips={chips} />}
          {data && data.items.length > 0 && (
            <ol className={s.list} data-stale={result.isPlaceholderData}>
              {data.items.map((item) => (
                <li key={props.keyOf(item)}>{props.render(item)}</li>
              ))}
            </ol>
          )}
          {data && (
            <Pager
              page={data.page}
              total={data.total}
              size={data.size}
              onGo={(page) => {
                list.set({ page });
                scrollTo({ top: 0 });
              }}
            />
          )}
        </div>
      </div>
    </>
  );
}

function Took({ ms }: { ms: number }) {
  const t = useSearchText();
  return <small className="num">{t('took', { ms: ms.toFixed(1) })}</small>;
}

function SortSeg<F extends string>({
  list,
  sorts,
}: {
  list: ListState<F>;
  sorts: readonly { value: string; label: string }[];
}) {
  const t = useSearchText();
  return (
    <Seg
      name="sort"
      label={t('sort')}
      value={list.sort || (sorts[0]?.value ?? '')}
      options={sorts}
      onChange={(sort) => list.set({ sort })}
    />
  );
}

function Nothing<T, F extends string>({
  empty,
  chips,
  list,
}: Props<T, F> & { chips: ReturnType<typeof chipsOf> }) {
  const t = useSearchText();
  const narrowed = chips.length > 0 || list.q !== '';
  return (
    <EmptyState
      title={empty.title}
      action={
        <div className={s.ways}>
          {chips.map((chip) => (
            <Button key={chip.key} onClick={chip.onRemove}>
              {t('removeOne', { name: chip.label })}
            </Button>
          ))}
          {narrowed && (
            <Button kind="primary" onClick={list.clear}>
              {t('clear')}
            </Button>
          )}
          {empty.action}
        </div>
      }
    >
      {empty.text}
    </EmptyState>
  );
}

function panelFacets<F extends string>(
  views: readonly FacetView[],
  names: Readonly<Record<string, F>>,
): Facet[] {
  const english = getLang() === 'en';
  return Object.entries(names).flatMap(([facet, key]) => {
    const view = views.find((item) => item.facet === facet);
    return view && view.values.length > 0
      ? [{ key, label: english ? view.label_en : view.label, options: view.values }]
      : [];
  });
}

function chipsOf<F extends string>(groups: Facet[], list: ListState<F>) {
  return Object.entries<readonly string[]>(list.filters).flatMap(([key, values]) =>
    values.map((value) => {
      const options = groups.find((group) => group.key === key)?.options ?? [];
      const label = options.find((option) => option.value === value)?.label ?? value;
      return { key: `${key}:${value}`, label, onRemove: () => list.toggle(key as F, value) };
    }),
  );
}
