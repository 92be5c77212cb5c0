import { InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AssessmentView, CandidatesView } from '@/api/gen';
import { ProblemAlert } from '@/shared/ui';
import { useDrawText } from '../../i18n/draw';
import s from './panel.module.css';

interface Props {
  assessment: AssessmentView;
  candidates: CandidatesView;
  onDrawn: (next: AssessmentView) => void;
  onClose: () => void;
}

/** How many experts of each category the lot shall fall on (clause 5.1.1.1). */
export function DrawDialog({ assessment, candidates, onDrawn, onClose }: Props) {
  const t = useDrawText();
  const free: Readonly<Record<string, number>> = candidates.free;
  const wanted: Readonly<Record<string, number>> = candidates.wanted;
  const [counts, setCounts] = useState<Record<string, number>>(() =>
    Object.fromEntries(
      Object.entries(free).map(([category, n]) => [category, Math.min(n, wanted[category] ?? 0)]),
    ),
  );
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const draw = async () => {
    setBusy(true);
    setFault(null);
    try {
      onDrawn(
        await api.post<AssessmentView>(
          `/api/v1/assessments/${assessment.id}/draw`,
          { counts },
          { version: assessment.version },
        ),
      );
      onClose();
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('draw')}
      okText={t('drawNow', { n: total })}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: total === 0, loading: busy }}
      onOk={() => void draw()}
      onCancel={onClose}
    >
      <p className={s.none}>{t('drawLead')}</p>
      <ul className={s.counts}>
        {assessment.composition.categories.map(({ code, label }) => {
          const most = free[code] ?? 0;
          return (
            <li key={code}>
              <label htmlFor={`draw-${code}`}>{label}</label>
              <InputNumber
                id={`draw-${code}`}
                min={0}
                max={most}
                precision={0}
                disabled={most === 0}
                value={counts[code] ?? 0}
                onChange={(value) => setCounts({ ...counts, [code]: value ?? 0 })}
              />
              <small>{t('free', { n: most })}</small>
            </li>
          );
        })}
      </ul>
      <ProblemAlert error={fault} />
    </Modal>
  );
}
