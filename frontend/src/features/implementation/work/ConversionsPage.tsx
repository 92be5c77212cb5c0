import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { conversionsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useListState } from '@/shared/lib/useListState';
import { DemoTag, EmptyState, PageHeader, Pager, ProblemAlert, Skeleton } from '@/shared/ui';
import { useImplementationText } from '../i18n';
import { ConversionCard } from './ConversionCard';
import s from './Project.module.css';

/** All reported conversions, newest first. */
export default function ConversionsPage() {
  const t = useImplementationText();
  const list = useListState();
  const { data, error, isPending, refetch } = useQuery(
    conversionsListOptions({ query: list.params() }),
  );
  return (
    <>
      <PageHeader
        title={t('conversions')}
        subtitle={t('conversionsLead')}
        trail={[[t('projects'), '/work/projects'], [t('conversions')]]}
      />
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {isPending && <Skeleton rows={6} />}
      {data?.total === 0 && (
        <EmptyState title={t('noConversions')}>{t('noConversionsHint')}</EmptyState>
      )}
      <div className={s.main}>
        {data?.items.map((conversion) => (
          <section key={conversion.id} className="panel">
            <h2>
              {conversion.project_id ? (
                <Link to={`/work/projects/${conversion.project_id}`}>
                  {conversion.outcome_title}
                </Link>
              ) : (
                conversion.outcome_title
              )}{' '}
              <DemoTag show={conversion.is_demo} />
            </h2>
            <ul className={s.list}>
              <ConversionCard conversion={conversion} />
            </ul>
          </section>
        ))}
        {data && data.total > data.size && (
          <Pager
            page={data.page}
            total={data.total}
            size={data.size}
            onGo={(page) => list.set({ page })}
          />
        )}
      </div>
    </>
  );
}
