import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { onPasswordWanted, onSessionExpired } from '@/api/client';
import type { Me } from '@/api/me';

const SessionDialog = lazy(() => import('./SessionDialog'));
const PasswordDialog = lazy(() => import('./PasswordDialog'));

type Register = (handler: (() => Promise<boolean>) | null) => void;

/** Requests that wait for one dialog, and whether it stands open. */
function useWaiting(register: Register) {
  const waiting = useRef<((ok: boolean) => void)[]>([]);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const queue = waiting.current;
    register(() => {
      setOpen(true);
      return new Promise((resolve) => queue.push(resolve));
    });
    return () => {
      register(null);
      queue.splice(0).forEach((resolve) => resolve(false));
    };
  }, [register]);
  const settle = (ok: boolean) => {
    setOpen(false);
    waiting.current.splice(0).forEach((resolve) => resolve(ok));
  };
  return { open, settle };
}

/**
 * Waits for answers that ask who is there: 401 (the session has ended) and the 403 of a binding
 * act (the password was given too long ago). The requests concerned stay pending until the dialog
 * is answered; then they are repeated, so the page and its forms go on.
 */
export function SessionGuard({ me }: { me: Me }) {
  const session = useWaiting(onSessionExpired);
  const password = useWaiting(onPasswordWanted);
  return (
    <Suspense fallback={null}>
      {password.open && <PasswordDialog me={me} onDone={password.settle} />}
      {session.open && <SessionDialog me={me} onDone={session.settle} />}
    </Suspense>
  );
}
