import type { QueryClient } from '@tanstack/react-query';
import type * as operations from './gen/sdk.gen';
import { useCallback, useRef } from 'react';
import { newKey } from './client';

/**
 * Idempotency keys of one form: `keyOf(body)` gives the same key for the same content, so that a
 * second click or a retry after a lost answer creates nothing twice; changed content gets a new
 * one. Call `renew()` in onSuccess where the same content may be sent again on purpose.
 */
export function useSubmitKey() {
  const last = useRef({ content: '', key: '' });
  const keyOf = useCallback((body: unknown): string => {
    const content = JSON.stringify(body) ?? '';
    if (!last.current.key || last.current.content !== content) {
      last.current = { content, key: newKey() };
    }
    return last.current.key;
  }, []);
  const renew = useCallback(() => {
    last.current = { content: '', key: '' };
  }, []);
  return { keyOf, renew };
}

type Operation = keyof typeof operations;

/** After a change: everything shown from these generated operations is read again. */
export const refresh = (client: QueryClient, ...names: Operation[]): Promise<unknown> =>
  Promise.all(names.map((id) => client.invalidateQueries({ queryKey: [{ _id: id }] })));
