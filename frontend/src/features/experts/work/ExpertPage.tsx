import { Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { ExpertView } from '@/api/gen';
import { expertsReadOptions, expertsReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { DemoTag, PageHeader, ProblemAlert, Skeleton, StateTag } from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useExpertText } from '../i18n';
import { EXPERT_STATES } from '../labels';
import { Engagements, ExpertDetails } from './ExpertDetails';
import { ProfileForm, type ProfileValues } from './ProfileForm';
import { Ties } from './Ties';
import s from './experts.module.css';

/** One expert: profile, ties, tasks, admission. */
export default function ExpertPage() {
  const t = useExpertText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const path = { expert_id: id };
  const { data, error, isPending, refetch } = useQuery(expertsReadOptions({ path }));
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: ExpertView) => {
    client.setQueryData(expertsReadQueryKey({ path }), next);
    void refresh(client, 'expertsList', 'meTodos');
  };
  const act = async (action: string, { reason }: ActionFacts) => {
    const url = `/api/v1/experts/${id}/${action}`;
    const body = action === 'suspend' ? { reason } : undefined;
    put(await api.post<ExpertView>(url, body, { version: data.version }));
  };
  const save = async (values: ProfileValues) => {
    put(await api.put<ExpertView>(`/api/v1/experts/${id}`, values, { version: data.version }));
    setEditing(false);
  };
  return (
    <>
      <PageHeader
        title={data.name}
        trail={[[t('experts'), '/work/experts'], [data.name]]}
        tags={
          <>
            <StateTag status={data.status} labels={EXPERT_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <>
            {!editing && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
            <ActionBar actions={data.available_actions} onAction={act} danger={['suspend']} />
          </>
        }
      />
      <div className={s.stack}>
        {editing ? (
          <section className="panel">
            <ProfileForm
              start={data}
              okText={t('save')}
              onSave={save}
              onCancel={() => setEditing(false)}
            />
          </section>
        ) : (
          <ExpertDetails expert={data} />
        )}
        <Ties expert={data} onChange={put} />
        <Engagements expert={data} />
      </div>
    </>
  );
}
