import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import type { BatchItemView, EvidenceBaseView } from '@/api/gen';
import { batchItemsReadOptions, batchItemsReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useMe } from '@/api/me';
import {
  Button,
  DemoTag,
  historyItems,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useInstitutionText } from '../../../i18n/institution';
import { ITEM_STATES } from '../../../labels';
import s from '../institution.module.css';
import { Checklist } from './Checklist';
import { RejectDialog } from './RejectDialog';
import { ReturnDialog } from './ReturnDialog';
import { Verdict } from './Verdict';

const WITH_REASON = ['appeal', 'overturn', 'confirm'];

/** The materials of one outcome: checklist, review, refusal, appeal (5.1.2.3.3, 5.1.2.3.4). */
export default function ItemPage() {
  const t = useInstitutionText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'return' | 'reject' | null>(null);
  const path = { item_id: id };
  const { data, error, isPending, refetch } = useQuery(batchItemsReadOptions({ path }));
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: BatchItemView) => {
    client.setQueryData(batchItemsReadQueryKey({ path }), next);
    // Read once more: the history gets its newest line only with the commit.
    void refresh(client, 'batchItemsRead', 'evaluationsRead', 'evaluationsList', 'meTodos');
  };
  const url = `/api/v1/batch-items/${id}`;
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = WITH_REASON.includes(action) ? { reason } : undefined;
    const step = action.replace('_', '-');
    put(await api.post<BatchItemView>(`${url}/${step}`, body, { version: data.version }));
  };
  const close = () => setDialog(null);
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[
          [t('evaluations'), '/work/evaluations'],
          [data.batch_number, `/work/evaluations/${data.batch_id}`],
          [t('materials')],
        ]}
        tags={
          <>
            <StateTag status={data.status} labels={ITEM_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        subtitle={[data.outcome_number, data.rounds > 0 && t('round', { n: data.rounds })]
          .filter(Boolean)
          .join(' · ')}
        extra={
          <>
            <ToEvidence item={data} />
            {data.assessment_id && (
              <Button to={`/work/assessments/${data.assessment_id}`}>{t('toAssessment')}</Button>
            )}
            <ActionBar
              actions={data.available_actions}
              onAction={act}
              primary={data.status === 'reviewing' ? 'clear' : undefined}
              danger={['return', 'reject', 'confirm']}
              handlers={{
                return: () => setDialog('return'),
                reject: () => setDialog('reject'),
              }}
            />
          </>
        }
      />
      <div className={s.stack}>
        <Verdict item={data} />
        <Checklist item={data} onChange={put} />
        <section className="panel" aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <Timeline items={historyItems(data.history).reverse()} />
        </section>
      </div>
      {dialog === 'return' && <ReturnDialog item={data} onDone={put} onClose={close} />}
      {dialog === 'reject' && <RejectDialog item={data} onDone={put} onClose={close} />}
    </>
  );
}

function ToEvidence({ item }: { item: BatchItemView }) {
  const t = useInstitutionText();
  const go = useNavigate();
  const { me } = useMe();
  const [error, setError] = useState<unknown>(null);
  if (item.evidence_id) {
    return <Button to={`/work/evidence/${item.evidence_id}`}>{t('toEvidence')}</Button>;
  }
  // Only spares others a button that the server would refuse.
  if (me?.hat?.role !== 'holder' && me?.hat?.role !== 'operator') return null;
  const open = async () => {
    setError(null);
    try {
      const body = { outcome_id: item.outcome_id };
      const base = await api.post<EvidenceBaseView>('/api/v1/evidence-bases', body);
      await go(`/work/evidence/${base.id}`);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <Button onClick={() => void open()}>{t('openEvidence')}</Button>
      <ProblemAlert error={error} />
    </>
  );
}
