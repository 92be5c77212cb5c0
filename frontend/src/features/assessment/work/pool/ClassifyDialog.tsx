import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ClassifiedView, PoolClass } from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert } from '@/shared/ui';
import { usePoolText } from '../../i18n/pool';
import { POOL_CLASSES } from '../../labels';
import s from './pool.module.css';

interface Props {
  ids: string[];
  onDone: (done: ClassifiedView) => void;
  onClose: () => void;
}

const BY_RESULT = 'result';
const CLASSES = Object.keys(POOL_CLASSES) as PoolClass[];

/** Class several outcomes at once, each by its result or all by hand. */
export function ClassifyDialog({ ids, onDone, onClose }: Props) {
  const t = usePoolText();
  const lang = useLang();
  const [way, setWay] = useState<string>(BY_RESULT);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const byHand = way !== BY_RESULT;
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { outcome_ids: ids, pool_class: byHand ? way : null, reason: reason.trim() };
      onDone(await api.post<ClassifiedView>('/api/v1/institution-pool/classify', body));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('classifyTitle', { n: ids.length })}
      okText={t('apply')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, disabled: byHand && !reason.trim() }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Radio.Group
        className={s.ways}
        aria-label={t('way')}
        value={way}
        onChange={(event) => setWay(String(event.target.value))}
        options={[
          { value: BY_RESULT, label: t('wayResult') },
          ...CLASSES.map((value) => ({
            value: value as string,
            label: labelOf(POOL_CLASSES[value], lang),
          })),
        ]}
      />
      {byHand && (
        <label className={s.reason}>
          <span>{t('reason')}</span>
          <Input maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
          <small>{t('reasonHint')}</small>
        </label>
      )}
      <ProblemAlert error={error} />
    </Modal>
  );
}
