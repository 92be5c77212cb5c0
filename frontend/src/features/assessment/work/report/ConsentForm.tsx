import { Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ReportView, TaskView } from '@/api/gen';
import { Notice, ProblemAlert } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

interface Props {
  task: TaskView;
  report: ReportView;
  onDone: () => void;
}

/** A member agrees to exactly this text, or puts a dissent on record (clause 6.2.2). */
export function ConsentForm({ task, report, onDone }: Props) {
  const t = useReportText();
  const [dissent, setDissent] = useState('');
  const [dissenting, setDissenting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (report.status !== 'reporting') return null;
  if (task.stage === 'consented') {
    return (
      <Notice tone="good">
        {t(report.my_consent?.agreed === false ? 'answeredDissent' : 'answered')}
      </Notice>
    );
  }
  const answer = async (agreed: boolean) => {
    setError(null);
    try {
      await api.post(
        `/api/v1/panel-tasks/${task.id}/consent`,
        { agreed, dissent: agreed ? '' : dissent, content_hash: report.content_hash },
        { version: task.version },
      );
      onDone();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section className={`panel no-print ${s.consent}`} aria-labelledby="consent">
      <h2 id="consent">{t('consentTitle')}</h2>
      <p>{t('consentLead')}</p>
      {dissenting && (
        <label>
          <span>{t('dissentHint')}</span>
          <Input.TextArea
            rows={4}
            maxLength={2000}
            showCount
            value={dissent}
            onChange={(event) => setDissent(event.target.value)}
          />
        </label>
      )}
      <ProblemAlert error={error} />
      <div className={s.buttons}>
        {!dissenting && (
          <Button type="primary" onClick={() => void answer(true)}>
            {t('agree')}
          </Button>
        )}
        <Button
          danger={dissenting}
          disabled={dissenting && !dissent.trim()}
          onClick={() => (dissenting ? void answer(false) : setDissenting(true))}
        >
          {t('dissentDo')}
        </Button>
        {dissenting && <Button onClick={() => setDissenting(false)}>{t('cancel')}</Button>}
      </div>
    </section>
  );
}
