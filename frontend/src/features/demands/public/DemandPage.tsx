import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { demandsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Button, DemoTag, PageHeader, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { DemandFacts } from '../DemandFacts';
import { useDemandText } from '../i18n';
import s from './hall.module.css';

/** One public need. */
export default function DemandPage() {
  const t = useDemandText();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(demandsReadOptions({ path: { demand_id: id } }));
  if (!data) {
    return (
      <div className={s.page}>
        {error ? (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={10} />
        )}
      </div>
    );
  }
  return (
    <div className={s.page}>
      <PageHeader
        title={data.title}
        trail={[[t('hall'), '/demands'], [data.number ?? t('noNumber')]]}
        tags={
          <>
            <Tag tone="ochre">{data.demand_type_label}</Tag>
            {data.imported && <Tag title={t('publicHint')}>{t('public')}</Tag>}
            {data.overdue && <Tag tone="seal">{t('overdue')}</Tag>}
            <DemoTag show={data.is_demo} />
          </>
        }
        subtitle={data.org_name}
        extra={data.may_match && <Button to={`/work/demands/${id}/matches`}>{t('matches')}</Button>}
      />
      <div className={s.columns}>
        <section className="panel" lang="zh-CN">
          <DemandFacts demand={data} />
        </section>
        <aside className="panel">
          <h2>{t('answer')}</h2>
          <p className={s.quiet}>{t('answerHint')}</p>
          <p className={s.act}>
            <Button kind="primary" block to="/work/outcomes/new">
              {t('submitOutcome')}
            </Button>
          </p>
        </aside>
      </div>
    </div>
  );
}
