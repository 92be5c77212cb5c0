import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { ConflictView } from '@/api/gen';
import { ProblemAlert, Tag } from '@/shared/ui';
import { useOrganiseText } from '../../i18n/organise';
import s from './panel.module.css';

interface Props {
  conflicts: ConflictView[];
  /** Staff have given their reason for these already. */
  judged?: boolean;
}

/** What the platform found against an expert, each with its evidence and what it means. */
export function Findings({ conflicts, judged = false }: Props) {
  const t = useOrganiseText();
  if (conflicts.length === 0) return null;
  return (
    <ul className={s.findings}>
      {conflicts.map((conflict) => (
        <li key={`${conflict.rule} ${conflict.evidence}`} data-hard={conflict.hard}>
          <Tag tone={conflict.hard ? 'seal' : judged ? 'grey' : 'ochre'} icon>
            {t(conflict.hard ? 'mustRecuse' : judged ? 'judged' : 'toJudge')}
          </Tag>
          <span>
            <b>{conflict.label}</b>：{conflict.evidence}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface JudgeProps {
  conflicts: ConflictView[];
  okText: string;
  busy: boolean;
  error?: unknown;
  onOk: (decision: string) => void;
  onClose: () => void;
}

/** A hint is judged with a reason, which stays with the panel (clause 5.1.1.1). */
export function JudgeDialog({ conflicts, okText, busy, error, onOk, onClose }: JudgeProps) {
  const t = useOrganiseText();
  const [decision, setDecision] = useState('');
  return (
    <Modal
      open
      title={t('conflictTitle')}
      okText={okText}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !decision.trim(), loading: busy }}
      onOk={() => onOk(decision)}
      onCancel={onClose}
    >
      <Findings conflicts={conflicts} />
      <label className={s.reason}>
        <span>{t('conflictHint')}</span>
        <Input.TextArea
          rows={3}
          maxLength={500}
          value={decision}
          onChange={(event) => setDecision(event.target.value)}
        />
      </label>
      <ProblemAlert error={error} />
    </Modal>
  );
}
