import { Alert, Button, Modal } from 'antd';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { dateTime } from '@/shared/lib/format';
import type { Autosave } from '@/shared/lib/useAutosave';
import { useWorkText } from './text';
import s from './work.module.css';

/** On leaving, saves first; asks only when the server could not take the draft. */
export function LeaveGuard<T>({ autosave }: { autosave: Autosave<T> }) {
  const t = useWorkText();
  const { unsaved, flush } = autosave;
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state === 'blocked') void flush();
  }, [blocker.state, flush]);
  useEffect(() => {
    if (blocker.state === 'blocked' && !unsaved) blocker.proceed();
  }, [blocker, unsaved]);
  const stuck = ['failed', 'offline', 'conflict'].includes(autosave.state.kind);
  return (
    <Modal
      open={blocker.state === 'blocked' && stuck}
      title={t('leaveTitle')}
      okText={t('leave')}
      okButtonProps={{ danger: true }}
      cancelText={t('stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      <p>{t('leaveHint')}</p>
    </Modal>
  );
}

/** Offers the draft that a killed tab or a lost connection left on this device. */
export function FoundDraft<T>({
  autosave,
  onRestore,
}: {
  autosave: Autosave<T>;
  onRestore: (value: T) => void;
}) {
  const t = useWorkText();
  const { found, dismissFound } = autosave;
  if (!found) return null;
  return (
    <Alert
      type="warning"
      title={
        <span className={s.found}>
          {t('foundTitle', { at: dateTime(found.at) })}
          <Button
            size="small"
            type="primary"
            onClick={() => {
              onRestore(found.value);
              dismissFound();
            }}
          >
            {t('restore')}
          </Button>
          <Button size="small" onClick={dismissFound}>
            {t('discard')}
          </Button>
        </span>
      }
    />
  );
}
