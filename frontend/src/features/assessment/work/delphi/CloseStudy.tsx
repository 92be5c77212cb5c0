import { Input, Modal } from 'antd';
import { useState } from 'react';
import { Notice, ProblemAlert } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import s from './delphi.module.css';

interface Props {
  reached: boolean;
  onClose: () => void;
  onSend: (reason: string) => Promise<void>;
}

/** The decision to close; a reason is needed while the stop rule is not met. */
export function CloseStudy({ reached, onClose, onSend }: Props) {
  const t = useDelphiText();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const lacking = !reached && !reason.trim();
  const send = async () => {
    setAsked(true);
    setError(null);
    if (lacking) return;
    setBusy(true);
    try {
      await onSend(reason.trim());
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('closeDialog')}
      okText={t('closeDialog')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className={s.dialog}>
        <Notice tone={reached ? 'good' : 'warn'}>{t(reached ? 'closeMet' : 'closeUnmet')}</Notice>
        <label>
          <span>{t('closeReason')}</span>
          <Input.TextArea
            rows={3}
            maxLength={2000}
            value={reason}
            status={asked && lacking ? 'error' : undefined}
            onChange={(event) => setReason(event.target.value)}
          />
          {asked && lacking && <small role="alert">{t('closeWhy')}</small>}
        </label>
        <ProblemAlert error={error} />
      </div>
    </Modal>
  );
}
