import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export interface ListDefaults<F extends string> {
  /** Names of the filters that live in the address. */
  filters?: readonly F[];
  size?: number;
  /** '-created_at' is descending. */
  sort?: string;
}

export interface ListState<F extends string> {
  q: string;
  page: number;
  size: number;
  sort: string;
  filters: Record<F, readonly string[]>;
  /** The same as query parameters of the API; empty ones left out. */
  query: Record<string, string | number | string[]>;
  /** `query` in the type the generated function asks for: `query: list.params()`. */
  params: <Q extends object>() => Q;
  set: (change: Partial<ListChange<F>>) => void;
  toggle: (filter: F, value: string) => void;
  clear: () => void;
}

interface ListChange<F extends string> {
  q: string;
  page: number;
  size: number;
  sort: string;
  filters: Partial<Record<F, readonly string[]>>;
}

const SIZES = [10, 20, 50, 100];

/** State of a list; the address is its only store, so it can be shared, kept and gone back to. */
export function useListState<F extends string = never>(
  defaults: ListDefaults<F> = {},
): ListState<F> {
  const [address, setParams] = useSearchParams();
  const names = (defaults.filters ?? []).join(',');
  const size0 = defaults.size ?? 20;
  const sort0 = defaults.sort ?? '';

  const state = useMemo(() => {
    const keys = names ? (names.split(',') as F[]) : [];
    const size = Number(address.get('size'));
    const read = {
      q: address.get('q') ?? '',
      page: Math.max(1, Math.floor(Number(address.get('page'))) || 1),
      size: SIZES.includes(size) ? size : size0,
      sort: address.get('sort') ?? sort0,
      filters: Object.fromEntries(
        keys.map((key) => [key, address.get(key)?.split('~').filter(Boolean) ?? []]),
      ) as unknown as Record<F, readonly string[]>,
    };
    const query: ListState<F>['query'] = { page: read.page, size: read.size };
    if (read.q) query.q = read.q;
    if (read.sort) query.sort = read.sort;
    for (const key of keys) if (read.filters[key].length) query[key] = [...read.filters[key]];
    return { ...read, query };
  }, [address, names, size0, sort0]);

  const set = useCallback(
    (change: Partial<ListChange<F>>) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          const put = (key: string, value: string) =>
            value ? next.set(key, value) : next.delete(key);
          if (change.q !== undefined) put('q', change.q);
          if (change.sort !== undefined) put('sort', change.sort === sort0 ? '' : change.sort);
          if (change.size !== undefined) put('size', change.size === size0 ? '' : `${change.size}`);
          for (const [key, values] of Object.entries(change.filters ?? {})) {
            put(key, (values as readonly string[]).join('~'));
          }
          // Any other change starts again at the first page.
          put('page', change.page && change.page > 1 ? String(change.page) : '');
          return next;
        },
        { replace: change.q !== undefined, preventScrollReset: true },
      ),
    [setParams, sort0, size0],
  );

  const toggle = useCallback(
    (filter: F, value: string) => {
      const old = state.filters[filter];
      const next = old.includes(value) ? old.filter((item) => item !== value) : [...old, value];
      set({ filters: { [filter]: next } as unknown as Partial<Record<F, readonly string[]>> });
    },
    [set, state.filters],
  );

  const clear = useCallback(
    () =>
      set({
        q: '',
        filters: Object.fromEntries(
          (names ? names.split(',') : []).map((key) => [key, []]),
        ) as unknown as Partial<Record<F, readonly string[]>>,
      }),
    [set, names],
  );

  const params = useCallback(<Q extends object>() => state.query as unknown as Q, [state.query]);

  return { ...state, params, set, toggle, clear };
}
