import { useCallback, useState } from 'react';
import { newKey } from './client';

/**
 * Idempotency key of one form: the same until the creation succeeded, so that a second click or a
 * retry after a lost answer creates nothing twice. Call `renew()` in onSuccess.
 */
export function useSubmitKey() {
  const [key, setKey] = useState(newKey);
  const renew = useCallback(() => setKey(newKey()), []);
  return { key, renew };
}
