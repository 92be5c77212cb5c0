import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { AvoidView } from '@/api/gen';
import {
  outcomesAvoidedOptions,
  outcomesAvoidedQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { dateTime } from '@/shared/lib/format';
import { Button, DescriptionGrid, Notice, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useAvoidText } from '../../i18n/avoid';
import { AvoidForm } from './AvoidForm';
import s from '../panel/panel.module.css';

/** Whom the holder asks to keep away from the panel, each with a reason (clause 5.1.1.1). */
export default function AvoidPage() {
  const t = useAvoidText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { outcome_id: id };
  const { data, error, isPending, refetch } = useQuery(outcomesAvoidedOptions({ path }));
  if (isPending) return <Skeleton rows={6} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        trail={[
          [t('outcomes'), '/work/outcomes'],
          [data.number ?? data.outcome_title, `/work/outcomes/${id}`],
          [t('title')],
        ]}
        subtitle={t('lead', { n: data.most })}
        extra={<Button to={`/work/outcomes/${id}`}>{t('toOutcome')}</Button>}
      />
      <div className={s.stack}>
        {data.closed_because && <Notice>{data.closed_because}</Notice>}
        <section className="panel" aria-labelledby="avoided">
          <h2 id="avoided">{t('people')}</h2>
          <p className={s.none}>{t('limits')}</p>
          {data.filed_at && data.filed_by_name && (
            <p className={s.none}>
              {t('filed', { who: data.filed_by_name, at: dateTime(data.filed_at) })}
            </p>
          )}
          {data.editable ? (
            <AvoidForm
              key={data.version}
              view={data}
              onSaved={(next) => client.setQueryData(outcomesAvoidedQueryKey({ path }), next)}
            />
          ) : (
            <Named view={data} />
          )}
        </section>
      </div>
    </>
  );
}

function Named({ view }: { view: AvoidView }) {
  const t = useAvoidText();
  if (view.people.length === 0) return <p>{t('none')}</p>;
  return (
    <DescriptionGrid
      items={view.people.map((person) => ({
        label: `${person.name} ${person.organisation}`,
        value: person.reason,
        wide: true,
      }))}
    />
  );
}
