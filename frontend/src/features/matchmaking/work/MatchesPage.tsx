import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import {
  demandsReadOptions,
  matchesCreateMutation,
  matchesLatestOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { Button, EmptyState, Notice, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useMatchText } from '../i18n';
import { SuggestionCard } from './SuggestionCard';
import s from './matches.module.css';

/** Suggestions for one need: score, reasons, what speaks against, feedback (5.3.1.2). */
export default function MatchesPage() {
  const t = useMatchText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { demand_id: id };
  const demand = useQuery(demandsReadOptions({ path }));
  const latest = useQuery(matchesLatestOptions({ path }));
  const compute = useMutation({
    ...matchesCreateMutation(),
    onSuccess: () => refresh(client, 'matchesLatest'),
  });
  const error = demand.error ?? latest.error;
  if (error) return <ProblemAlert error={error} onRetry={() => void latest.refetch()} />;
  if (!demand.data || !latest.data) return <Skeleton rows={12} />;
  const { run } = latest.data;
  const start = (
    <Button kind="primary" busy={compute.isPending} onClick={() => compute.mutate({ path })}>
      {t(run ? 'recompute' : 'compute')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('matches')}
        trail={[
          [t('demands'), '/work/demands'],
          [demand.data.title, `/work/demands/${id}`],
        ]}
        subtitle={t('matchesLead')}
        extra={run && start}
      />
      <ProblemAlert error={compute.error} />
      {!run && (
        <EmptyState title={t('noRun')} action={start}>
          {t('noRunHint')}
        </EmptyState>
      )}
      {run && (
        <>
          <p className={s.facts}>
            {t('facts', {
              who: run.made_by_name || '—',
              when: dateTime(run.created_at),
              n: run.candidates,
              method: run.method,
            })}
          </p>
          {!run.may_introduce && <Notice>{t('noAsker')}</Notice>}
          {run.demand_changed && <Notice tone="warn">{t('changed')}</Notice>}
          {run.suggestions.length === 0 ? (
            <EmptyState title={t('nothing')}>{t('nothingHint')}</EmptyState>
          ) : (
            <ol className={s.list}>
              {run.suggestions.map((item) => (
                <li key={item.id}>
                  <SuggestionCard item={item} demandId={id} mayIntroduce={run.may_introduce} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </>
  );
}
