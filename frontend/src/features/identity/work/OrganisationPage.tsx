import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { OrganisationView } from '@/api/gen';
import {
  organisationsReadOptions,
  organisationsReadQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import {
  CopyText,
  DemoTag,
  DescriptionGrid,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useIdentityText } from '../i18n';
import { ORGANISATION_STATES } from '../labels';
import { ParentField } from './ParentField';
import s from './Lists.module.css';

/** One organisation with what may be done to it. */
export default function OrganisationPage() {
  const t = useIdentityText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { org_id: id };
  const { data, error, isPending, refetch } = useQuery(organisationsReadOptions({ path }));
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: OrganisationView) =>
    client.setQueryData(organisationsReadQueryKey({ path }), next);
  const act = async (action: string, { reason }: ActionFacts) => {
    const next = await api.post<OrganisationView>(
      `/api/v1/organisations/${id}/${action}`,
      reason ? { reason } : undefined,
      { version: data.version },
    );
    put(next);
    await refresh(client, 'organisationsList', 'meTodos');
  };
  return (
    <>
      <PageHeader
        title={data.name}
        trail={[[t('organisations'), '/work/organisations'], [data.name]]}
        tags={
          <>
            <StateTag status={data.status} labels={ORGANISATION_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <ActionBar
            actions={data.available_actions}
            onAction={act}
            danger={['reject', 'suspend']}
          />
        }
      />
      <section className="panel">
        <DescriptionGrid
          items={[
            { label: t('organisationKind'), value: data.kind_label },
            {
              label: t('creditCode'),
              value: data.credit_code ? <CopyText text={data.credit_code} /> : null,
            },
            {
              label: t('parentCode'),
              value: data.parent_code ? <CopyText text={data.parent_code} /> : null,
            },
            { label: t('stateFunded'), value: t(data.is_state_funded ? 'yes' : 'no') },
            { label: t('memberCount'), value: String(data.member_count) },
            { label: t('createdAt'), value: dateTime(data.created_at) },
            data.note ? { label: t('note'), value: data.note, wide: true } : null,
          ]}
        />
      </section>
      <section className={`panel ${s.group}`} aria-labelledby="affiliates">
        <h2 id="affiliates">{t('affiliates')}</h2>
        <p>{t('affiliatesLead')}</p>
        {data.affiliates.length === 0 && <p>{t('noAffiliates')}</p>}
        <ul>
          {data.affiliates.map((row) => (
            <li key={row.id}>
              <Link to={`/work/organisations/${row.id}`}>{row.name}</Link>
              <small>{row.how}</small>
            </li>
          ))}
        </ul>
        {data.may_affiliate && (
          <ParentField key={data.version} organisation={data} onChange={put} />
        )}
      </section>
    </>
  );
}
