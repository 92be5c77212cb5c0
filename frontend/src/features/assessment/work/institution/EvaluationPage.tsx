import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { BatchItemRow, EvaluationInput, EvaluationView } from '@/api/gen';
import {
  evaluationsReadOptions,
  evaluationsReadQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { date, dateTime } from '@/shared/lib/format';
import {
  Bar,
  Button,
  DemoTag,
  DescriptionGrid,
  historyItems,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useInstitutionText } from '../../i18n/institution';
import { BATCH_STATES, ITEM_STATES } from '../../labels';
import { EvaluationForm } from './EvaluationForm';
import s from './institution.module.css';

/** One evaluation: start form, who started it when, its outcomes with their materials. */
export default function EvaluationPage() {
  const t = useInstitutionText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const path = { batch_id: id };
  const { data, error, isPending, refetch } = useQuery(evaluationsReadOptions({ path }));
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: EvaluationView) => {
    client.setQueryData(evaluationsReadQueryKey({ path }), next);
    // Read once more: the history gets its newest line only with the commit.
    void refresh(client, 'evaluationsRead', 'evaluationsList', 'batchItemsRead', 'meTodos');
  };
  const url = `/api/v1/evaluations/${id}`;
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = action === 'cancel' ? { reason } : undefined;
    put(await api.post<EvaluationView>(`${url}/${action}`, body, { version: data.version }));
  };
  const save = async (values: EvaluationInput) => {
    put(await api.put<EvaluationView>(url, values, { version: data.version }));
    setEditing(false);
  };
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('evaluations'), '/work/evaluations'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={BATCH_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <>
            {data.editable && !editing && (
              <Button onClick={() => setEditing(true)}>{t('edit')}</Button>
            )}
            <ActionBar actions={data.available_actions} onAction={act} danger={['cancel']} />
          </>
        }
      />
      <div className={s.stack}>
        {data.blockers.length > 0 && (
          <Notice tone="warn">
            <b>{t('blockers')}</b>
            <ul className={s.bullets}>
              {data.blockers.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        <section className="panel">
          {editing ? (
            <EvaluationForm
              start={{ ...data, outcome_ids: data.items.map((item) => item.outcome_id) }}
              submitLabel={t('save')}
              onSave={save}
              onCancel={() => setEditing(false)}
            />
          ) : (
            <StartForm data={data} />
          )}
        </section>
        <section className="panel" aria-labelledby="outcomes">
          <h2 id="outcomes">{t('outcomes')}</h2>
          {data.items.length === 0 && <p>{t('noOutcomes')}</p>}
          <ul className={s.items}>
            {data.items.map((item) => (
              <Item key={item.id} item={item} linked={data.status !== 'draft'} />
            ))}
          </ul>
        </section>
        <section className="panel" aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <Timeline items={historyItems(data.history).reverse()} />
        </section>
      </div>
    </>
  );
}

function StartForm({ data }: { data: EvaluationView }) {
  const t = useInstitutionText();
  return (
    <DescriptionGrid
      items={[
        { label: t('organisation'), value: data.organisation_name },
        {
          label: t('group'),
          value: <Link to={`/work/evaluations/groups/${data.group_id}`}>{data.group_name}</Link>,
        },
        { label: t('period'), value: `${date(data.starts_on)} — ${date(data.ends_on)}` },
        { label: t('tree'), value: `${data.tree_name} ${data.tree_version}` },
        {
          label: t('started'),
          value: data.started_at
            ? `${dateTime(data.started_at)} ${data.started_by_name}`
            : t('notStarted'),
        },
        data.scope ? { label: t('scope'), value: data.scope, wide: true } : null,
      ]}
    />
  );
}

function Item({ item, linked }: { item: BatchItemRow; linked: boolean }) {
  const t = useInstitutionText();
  const filed = t('filed', { n: item.filed, total: item.lines });
  return (
    <li>
      <span>
        {linked ? (
          <Link to={`/work/evaluations/items/${item.id}`}>{item.outcome_title}</Link>
        ) : (
          item.outcome_title
        )}
        <small className="num">
          {item.outcome_number}
          {item.rounds > 0 && ` · ${t('round', { n: item.rounds })}`}
        </small>
      </span>
      <StateTag status={item.status} labels={ITEM_STATES} />
      <span>
        <Bar share={item.percent / 100} label={filed} />
        <small className="num">{filed}</small>
      </span>
      <span>
        {item.assessment_id && (
          <Link to={`/work/assessments/${item.assessment_id}`}>{t('toAssessment')}</Link>
        )}
      </span>
    </li>
  );
}
