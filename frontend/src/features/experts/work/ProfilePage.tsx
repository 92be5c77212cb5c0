import { App } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ExpertView } from '@/api/gen';
import { expertsMeOptions, expertsMeQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { Notice, PageHeader, ProblemAlert, Skeleton, StateTag } from '@/shared/ui';
import { useExpertText } from '../i18n';
import { EXPERT_STATES } from '../labels';
import { Engagements } from './ExpertDetails';
import { ProfileForm, type ProfileValues } from './ProfileForm';
import { Ties } from './Ties';
import s from './experts.module.css';

/** My own entry in the expert base. */
export default function ProfilePage() {
  const t = useExpertText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { keyOf } = useSubmitKey();
  const { data, error, isPending, refetch } = useQuery(expertsMeOptions());
  if (isPending) return <Skeleton rows={8} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const expert = data.expert;
  const put = (next: ExpertView) => {
    client.setQueryData(expertsMeQueryKey(), { expert: next });
    void refresh(client, 'meTodos');
  };
  const save = async (values: ProfileValues) => {
    const next = expert
      ? await api.put<ExpertView>(`/api/v1/experts/${expert.id}`, values, {
          version: expert.version,
        })
      : await api.post<ExpertView>('/api/v1/experts/me', values, { key: keyOf(values) });
    put(next);
    void message.success(t('saved'));
  };
  return (
    <>
      <PageHeader
        title={t('profile')}
        subtitle={t('profileLead')}
        tags={expert && <StateTag status={expert.status} labels={EXPERT_STATES} />}
      />
      <div className={s.stack}>
        {!expert && <Notice>{t('noProfile')}</Notice>}
        {expert && expert.missing.length > 0 && (
          <Notice tone="warn">{t('missing', { what: expert.missing.join('、') })}</Notice>
        )}
        <section className="panel">
          <ProfileForm
            key={expert?.version ?? 0}
            start={expert ? { ...expert, email: undefined } : undefined}
            okText={t(expert ? 'save' : 'submit')}
            onSave={save}
          />
        </section>
        {expert && <Ties expert={expert} onChange={put} />}
        {expert && <Engagements expert={expert} />}
      </div>
    </>
  );
}
