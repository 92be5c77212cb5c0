import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { BatchItemView } from '@/api/gen';
import { Notice, ProblemAlert } from '@/shared/ui';
import { useInstitutionText } from '../../../i18n/institution';
import s from './item.module.css';
import { textLines } from './missing';

interface Props {
  item: BatchItemView;
  onDone: (next: BatchItemView) => void;
  onClose: () => void;
}

/** Errors of principle: reasons, integrity flags, typed confirmation (5.1.2.3.4). */
export function RejectDialog({ item, onDone, onClose }: Props) {
  const t = useInstitutionText();
  const { message } = App.useApp();
  const [reasons, setReasons] = useState('');
  const [integrity, setIntegrity] = useState('');
  const [word, setWord] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const sure = textLines(reasons).length > 0 && word.trim() === t('rejectWord');
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { reasons: textLines(reasons), integrity: textLines(integrity) };
      const url = `/api/v1/batch-items/${item.id}/reject`;
      onDone(await api.post<BatchItemView>(url, body, { version: item.version }));
      void message.success(t('rejectTitle'));
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('rejectTitle')}
      okText={t('reject')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, loading: busy, disabled: !sure }}
      onOk={() => void send()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Notice tone="warn">{t('rejectHint')}</Notice>
      <label className={s.waive}>
        <span>{t('reasons')}</span>
        <Input.TextArea rows={3} value={reasons} onChange={(e) => setReasons(e.target.value)} />
      </label>
      <label className={s.waive}>
        <span>{t('integrity')}</span>
        <Input.TextArea rows={2} value={integrity} onChange={(e) => setIntegrity(e.target.value)} />
      </label>
      <label className={s.waive}>
        <span>{t('typeReject')}</span>
        <Input value={word} onChange={(event) => setWord(event.target.value)} />
      </label>
      <ProblemAlert error={error} />
    </Modal>
  );
}
