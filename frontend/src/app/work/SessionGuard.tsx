import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { onSessionExpired } from '@/api/client';
import type { Me } from '@/api/me';

const SessionDialog = lazy(() => import('./SessionDialog'));

/**
 * Waits for answers with 401. The requests concerned stay pending until the person has signed in
 * again in the dialog; then they are repeated, so the page and its forms go on.
 */
export function SessionGuard({ me }: { me: Me }) {
  const waiting = useRef<((ok: boolean) => void)[]>([]);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const queue = waiting.current;
    onSessionExpired(() => {
      setOpen(true);
      return new Promise((resolve) => queue.push(resolve));
    });
    return () => {
      onSessionExpired(null);
      queue.splice(0).forEach((resolve) => resolve(false));
    };
  }, []);
  const settle = (ok: boolean) => {
    setOpen(false);
    waiting.current.splice(0).forEach((resolve) => resolve(ok));
  };
  return open ? (
    <Suspense fallback={null}>
      <SessionDialog me={me} onDone={settle} />
    </Suspense>
  ) : null;
}
