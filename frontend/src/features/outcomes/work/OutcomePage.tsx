import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { OutcomeView } from '@/api/gen';
import { outcomesReadOptions, outcomesReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import {
  Button,
  CopyText,
  DemoTag,
  DescriptionGrid,
  historyItems,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Timeline,
  WorkingDayClock,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useOutcomeText } from '../i18n';
import { OUTCOME_STATES } from '../labels';
import { AssignHolder } from './AssignHolder';
import { OutcomeFields } from './OutcomeFields';
import { Rounds } from './Rounds';
import s from './outcomes.module.css';

// Decisions of the review are taken on the page with the checklist, submission at the form.
const ELSEWHERE = ['submit', 'accept', 'return', 'refuse'];

// Between handing in and the start of the assessment experts may be asked to keep away.
const MAY_AVOID = ['submitted', 'returned', 'accepted'];

/** One outcome: what it says, where it stands, what happens next. */
export default function OutcomePage() {
  const t = useOutcomeText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { outcome_id: id };
  const { data, error, isPending, refetch } = useQuery(outcomesReadOptions({ path }));
  if (isPending) return <Skeleton rows={12} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const act = async (action: string, { reason }: ActionFacts) => {
    await api.post<OutcomeView>(
      `/api/v1/outcomes/${id}/${action}`,
      { reason },
      {
        version: data.version,
      },
    );
    await client.invalidateQueries({ queryKey: outcomesReadQueryKey({ path }) });
    await refresh(client, 'outcomesList', 'meTodos');
  };
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('outcomes'), '/work/outcomes'], [data.number ?? t('noNumber')]]}
        tags={
          <>
            <StateTag status={data.status} labels={OUTCOME_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <span className={s.state}>
            {data.may_edit && (
              <Button kind="primary" to={`/work/outcomes/${id}/edit`}>
                {t(data.status === 'returned' ? 'correct' : 'edit')}
              </Button>
            )}
            {data.may_review && (
              <Button kind="primary" to={`/work/reviews/${id}`}>
                {t('openReview')}
              </Button>
            )}
            {MAY_AVOID.includes(data.status) && (
              <Button to={`/work/outcomes/${id}/avoided`}>{t('avoid')}</Button>
            )}
            {data.number && <Button to={`/work/outcomes/${id}/receipt`}>{t('receipt')}</Button>}
            <ActionBar
              actions={data.available_actions}
              onAction={act}
              hidden={ELSEWHERE}
              danger={['withdraw']}
            />
          </span>
        }
      />
      <div className={s.columns}>
        <div className={s.main}>
          <OutcomeFields outcome={data} />
          {data.source_url && <Source outcome={data} />}
        </div>
        <aside className={s.side}>
          <section className={`panel ${s.next}`} aria-label={t('whatNext')}>
            <h2>{t('whatNext')}</h2>
            <p>{data.next_step}</p>
            {data.clock && !data.clock.completed_at && (
              <>
                <WorkingDayClock
                  used={data.clock.used_days}
                  limit={data.clock.due_days}
                  stopped={data.clock.waiting}
                />
                {data.clock.warning && <small className={s.muted}>{data.clock.warning}</small>}
              </>
            )}
          </section>
          <section className="panel">
            <DescriptionGrid
              items={[
                {
                  label: t('number'),
                  value: data.number ? <CopyText text={data.number} /> : t('noNumber'),
                },
                { label: t('holder'), value: data.holder_name },
                data.owner_name !== '' && { label: t('submittedBy'), value: data.owner_name },
              ]}
            />
          </section>
          <AssignHolder outcome={data} />
          <Rounds rounds={data.rounds} />
          <section className="panel">
            <h2>{t('history')}</h2>
            <Timeline items={historyItems(data.history).reverse()} />
          </section>
        </aside>
      </div>
    </>
  );
}

function Source({ outcome }: { outcome: OutcomeView }) {
  const t = useOutcomeText();
  return (
    <section className="panel" aria-label={t('source')}>
      <h2>{t('source')}</h2>
      <DescriptionGrid
        items={[
          {
            label: t('source'),
            wide: true,
            value: (
              <a href={outcome.source_url} target="_blank" rel="noreferrer noopener">
                {outcome.source_url}
              </a>
            ),
          },
          { label: t('sourceTitle'), value: outcome.source_title, wide: true },
          { label: t('sourceHolder'), value: outcome.holder_text, wide: true },
          { label: t('sourceNote'), value: outcome.source_note, wide: true },
        ]}
      />
    </section>
  );
}
