import { App, Button, Input, Modal } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { AppealStatus, AppealView, AssessmentSummary } from '@/api/gen';
import {
  assessmentsAppealOptions,
  assessmentsAppealQueryKey,
  assessmentsReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { date, dateTime } from '@/shared/lib/format';
import {
  Button as LinkButton,
  DemoTag,
  DescriptionGrid,
  EmptyState,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useProceedingsText } from '../../i18n/proceedings';
import { APPEAL_STATES } from '../../labels';
import { AssessmentNav } from '../AssessmentNav';
import s from '../proceedings/proceedings.module.css';

/** The holder's one appeal with its grounds and the decision (clause 5.1.2.3.4). */
export default function AppealPage() {
  const t = useProceedingsText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { assessment_id: id };
  const summary = useQuery(assessmentsReadOptions({ path }));
  const appeal = useQuery(assessmentsAppealOptions({ path }));
  if (summary.isPending || appeal.isPending) return <Skeleton rows={8} />;
  if (!summary.data || !appeal.data) {
    return (
      <ProblemAlert
        error={summary.error ?? appeal.error}
        onRetry={() => {
          void summary.refetch();
          void appeal.refetch();
        }}
      />
    );
  }
  const { data } = appeal;
  const put = (next: AppealView) => {
    client.setQueryData(assessmentsAppealQueryKey({ path }), next);
    void refresh(client, 'assessmentsRead', 'assessmentsList', 'meTodos');
  };
  const decide = async (action: string, { reason }: ActionFacts) =>
    put(
      await api.post<AppealView>(
        `/api/v1/assessment-appeals/${data.id}/${action}`,
        { reason },
        { version: data.version ?? 0 },
      ),
    );
  return (
    <>
      <PageHeader
        title={summary.data.outcome_title}
        trail={[
          [t('assessments'), '/work/assessments'],
          [summary.data.number, `/work/assessments/${id}`],
          [t('appeal')],
        ]}
        subtitle={t('appealLead')}
        tags={
          <>
            {data.id && <StateTag status={data.status} labels={APPEAL_STATES} />}
            <DemoTag show={summary.data.is_demo} />
          </>
        }
        extra={
          <ActionBar actions={data.available_actions} onAction={decide} danger={['dismiss']} />
        }
      />
      <AssessmentNav
        id={id}
        inside={summary.data.can_inspect}
        released={summary.data.can_read_result}
        issued={summary.data.status === 'issued'}
        double={summary.data.blindness === 'double'}
      />
      <div className={s.stack}>
        {data.id ? (
          <Filed appeal={data} summary={summary.data} />
        ) : data.can_appeal ? (
          <Form appeal={data} summary={summary.data} onFiled={put} />
        ) : (
          <EmptyState title={t('noAppeal')}>{why(t, data)}</EmptyState>
        )}
      </div>
    </>
  );
}

function why(t: ReturnType<typeof useProceedingsText>, appeal: AppealView): string {
  if (!appeal.until) return t('notYet');
  const over = new Date(`${appeal.until}T23:59:59+08:00`).getTime() < Date.now();
  return over ? t('termOver', { at: date(appeal.until) }) : t('noAppealText');
}

function Filed({ appeal, summary }: { appeal: AppealView; summary: AssessmentSummary }) {
  const t = useProceedingsText();
  const status: AppealStatus = appeal.status;
  return (
    <section className="panel" aria-labelledby="filed">
      <h2 id="filed">{t('grounds')}</h2>
      <p className={s.text} lang="zh-CN">
        {appeal.grounds}
      </p>
      <DescriptionGrid
        items={[
          {
            label: t('filedBy'),
            value: `${appeal.filed_by_name} ${appeal.filed_at ? dateTime(appeal.filed_at) : ''}`,
          },
          { label: t('state'), value: appeal.status_label },
          appeal.decided_at ? { label: t('decidedAt'), value: dateTime(appeal.decided_at) } : null,
          appeal.decision ? { label: t('decision'), value: appeal.decision, wide: true } : null,
        ]}
      />
      {status === 'filed' && !summary.can_inspect && <Notice>{t('waiting')}</Notice>}
      {status === 'upheld' && (
        <Notice tone="good">
          {t('again')}{' '}
          {summary.can_inspect && (
            <LinkButton
              kind="text"
              size="small"
              to={`/work/assessments/new?outcome=${summary.outcome_id}`}
            >
              {t('newAssessment')}
            </LinkButton>
          )}
        </Notice>
      )}
    </section>
  );
}

interface FormProps {
  appeal: AppealView;
  summary: AssessmentSummary;
  onFiled: (next: AppealView) => void;
}

function Form({ appeal, summary, onFiled }: FormProps) {
  const t = useProceedingsText();
  const { message } = App.useApp();
  const [grounds, setGrounds] = useState('');
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const file = async () => {
    setBusy(true);
    setError(null);
    try {
      onFiled(
        await api.post<AppealView>(
          `/api/v1/assessments/${summary.id}/appeal`,
          { grounds },
          { version: summary.version },
        ),
      );
      void message.success(t('filed'));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="appeal-form">
      <h2 id="appeal-form">{t('file')}</h2>
      {appeal.until && <p className={s.lead}>{t('until', { at: date(appeal.until) })}</p>}
      <label className={s.block}>
        <span>{t('grounds')}</span>
        <Input.TextArea
          rows={6}
          maxLength={2000}
          showCount
          value={grounds}
          onChange={(event) => setGrounds(event.target.value)}
        />
        <small className={s.quiet}>{t('groundsHint')}</small>
      </label>
      <ProblemAlert error={error} />
      <div className={s.buttons}>
        <Button type="primary" disabled={!grounds.trim()} onClick={() => setAsking(true)}>
          {t('file')}
        </Button>
      </div>
      <Modal
        open={asking}
        title={t('file')}
        okText={t('file')}
        cancelText={t('cancel')}
        okButtonProps={{ loading: busy }}
        onOk={() => void file()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('fileSure')}</p>
      </Modal>
    </section>
  );
}
