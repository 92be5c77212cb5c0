import type { OutcomeStatus, PoolClass } from '@/api/gen';

export const NONE = 'none';

interface Chosen {
  org?: string;
  /** A class, NONE for what has none, or nothing for all. */
  pool: string;
  status: string;
  q: string;
}

/** The filters of the page as the API takes them; list, count and export use the same. */
export function poolQuery({ org, pool, status, q }: Chosen) {
  return {
    ...(org ? { org_id: org } : {}),
    ...(pool === NONE ? { unclassed: true } : pool ? { pool_class: pool as PoolClass } : {}),
    ...(status ? { status: status as OutcomeStatus } : {}),
    ...(q ? { q } : {}),
  };
}

/** What is selected after a tick: order kept, nothing twice. */
export const toggled = (picked: readonly string[], ids: readonly string[], on: boolean) =>
  on
    ? [...picked, ...ids.filter((id) => !picked.includes(id))]
    : picked.filter((id) => !ids.includes(id));
