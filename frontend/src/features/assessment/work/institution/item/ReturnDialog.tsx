import { App, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { BatchItemView } from '@/api/gen';
import { ProblemAlert } from '@/shared/ui';
import { useInstitutionText } from '../../../i18n/institution';
import s from './item.module.css';

interface Props {
  item: BatchItemView;
  onDone: (next: BatchItemView) => void;
  onClose: () => void;
}

/** Return line by line: each ticked line says what is asked (5.1.2.3.4). */
export function ReturnDialog({ item, onDone, onClose }: Props) {
  const t = useInstitutionText();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [lines, setLines] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = Object.entries(lines);
  const complete =
    Boolean(reason.trim()) && chosen.length > 0 && chosen.every(([, why]) => why.trim());
  const toggle = (code: string, on: boolean) => {
    const next = { ...lines };
    if (on) next[code] = '';
    else delete next[code];
    setLines(next);
  };
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = {
        reason: reason.trim(),
        lines: chosen.map(([code, why]) => ({ code, reason: why.trim() })),
      };
      const url = `/api/v1/batch-items/${item.id}/return`;
      onDone(await api.post<BatchItemView>(url, body, { version: item.version }));
      void message.success(t('returnTitle'));
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={680}
      title={t('returnTitle')}
      okText={t('send')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, loading: busy, disabled: !complete }}
      onOk={() => void send()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className={s.lead}>{t('returnHint')}</p>
      <ul className={s.choice}>
        {item.lines_list.map((line) => (
          <li key={line.code}>
            <Checkbox
              checked={lines[line.code] !== undefined}
              onChange={(event) => toggle(line.code, event.target.checked)}
            >
              {line.label} <code>{line.code}</code>
            </Checkbox>
            {lines[line.code] !== undefined && (
              <Input
                maxLength={500}
                aria-label={t('lineReason', { name: line.label })}
                placeholder={t('lineReason', { name: line.label })}
                value={lines[line.code]}
                onChange={(event) => setLines({ ...lines, [line.code]: event.target.value })}
              />
            )}
          </li>
        ))}
      </ul>
      <label className={s.waive}>
        <span>{t('returnReason')}</span>
        <Input maxLength={200} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
      {chosen.length === 0 && <small className={s.small}>{t('pickLines')}</small>}
      <ProblemAlert error={error} />
    </Modal>
  );
}
