import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { DemandView } from '@/api/gen';
import { demandsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import {
  Button,
  DemoTag,
  DescriptionGrid,
  historyItems,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
  Timeline,
  WorkingDayClock,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { DemandFacts } from '../DemandFacts';
import { useDemandText } from '../i18n';
import { DEMAND_STATES } from '../labels';
import s from './demands.module.css';

const REASONED = ['return', 'withdraw', 'close'];

/** One need as its organisation or staff see it; the review is done here. */
export default function DemandWorkPage() {
  const t = useDemandText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(demandsReadOptions({ path: { demand_id: id } }));
  if (!data) {
    return error ? (
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton rows={12} />
    );
  }
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = REASONED.includes(action) ? { reason } : undefined;
    await api.post<DemandView>(`/api/v1/demands/${id}/${action}`, body, {
      version: data.version,
    });
    await refresh(client, 'demandsRead', 'demandsDesk', 'demandsSearch', 'meTodos');
  };
  const mayEdit = data.available_actions.some((action) => action.action === 'submit');
  const returned = data.status === 'returned' ? data.private?.return_reason : '';
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('demands'), '/work/demands'], [data.number ?? t('noNumber')]]}
        tags={
          <>
            <StateTag status={data.status} labels={DEMAND_STATES} />
            {data.imported && <Tag title={t('publicHint')}>{t('public')}</Tag>}
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <span className={s.buttons}>
            {data.may_match && (
              <Button kind="primary" to={`/work/demands/${id}/matches`}>
                {t('matches')}
              </Button>
            )}
            {mayEdit && <Button to={`/work/demands/${id}/edit`}>{t('edit')}</Button>}
            {data.status === 'published' && (
              <Button to={`/demands/${id}`}>{t('viewPublic')}</Button>
            )}
            <ActionBar
              actions={data.available_actions}
              onAction={act}
              danger={['withdraw', 'close']}
              primary="publish"
            />
          </span>
        }
      />
      <div className={s.columns}>
        <div className={s.main}>
          {returned && (
            <Notice tone="warn">
              {t('returnReason')}：{returned}
            </Notice>
          )}
          <section className="panel">
            <DemandFacts demand={data} />
          </section>
          {data.private?.confidential_note && (
            <section className="panel">
              <h2>{t('confidential')}</h2>
              <p className={s.text}>{data.private.confidential_note}</p>
              <p className={s.quiet}>{t('confidentialHint')}</p>
            </section>
          )}
        </div>
        {data.private && <Side demand={data} facts={data.private} />}
      </div>
    </>
  );
}

function Side({
  demand,
  facts,
}: {
  demand: DemandView;
  facts: NonNullable<DemandView['private']>;
}) {
  const t = useDemandText();
  return (
    <aside className={s.side}>
      <section className="panel">
        {facts.clock && !facts.clock.completed_at && (
          <>
            <h2>{t('clock')}</h2>
            <WorkingDayClock
              used={facts.clock.used_days}
              limit={facts.clock.due_days}
              stopped={facts.clock.waiting}
            />
          </>
        )}
        <DescriptionGrid
          items={[
            { label: t('org'), value: demand.org_name },
            { label: t('owner'), value: facts.owner_name },
            facts.submitted_at !== null && {
              label: t('submittedAt'),
              value: dateTime(facts.submitted_at),
            },
          ]}
        />
      </section>
      <section className="panel">
        <h2>{t('history')}</h2>
        <Timeline items={historyItems(facts.history).reverse()} />
      </section>
    </aside>
  );
}
