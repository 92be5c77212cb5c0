import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { api } from '@/api/client';
import { useMe, useSwitchHat } from '@/api/me';
import { dateTime } from '@/shared/lib/format';
import { DescriptionGrid, Notice, PageHeader, ProblemAlert, Tag } from '@/shared/ui';
import { useIdentityText } from '../i18n';

interface LoginSession {
  id: string;
  user_agent: string | null;
  ip: string | null;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

const KEY = ['me', 'sessions'];

/** Who am I here, in which roles, and where am I signed in. */
export default function AccountPage() {
  const t = useIdentityText();
  const client = useQueryClient();
  const { me } = useMe();
  const change = useSwitchHat();
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) =>
      api.get<{ items: LoginSession[] }>('/api/v1/me/sessions', undefined, signal),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete(`/api/v1/me/sessions/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <>
      <PageHeader title={t('account')} />
      <div style={{ display: 'grid', gap: 16 }}>
        <section className="panel">
          <DescriptionGrid
            items={[
              { label: t('name'), value: me?.user?.name },
              { label: t('email'), value: me?.user?.email },
            ]}
          />
        </section>
        <section className="panel">
          <h2>{t('hats')}</h2>
          <ProblemAlert error={change.error} />
          {me?.hats.length === 0 && <Notice>{t('noHats')}</Notice>}
          <ul style={{ display: 'grid', gap: 8 }}>
            {me?.hats.map((hat) => (
              <li
                key={hat.membership_id}
                style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}
              >
                <b>{hat.role_label}</b>
                <span>{hat.organisation_name}</span>
                {hat.membership_id === me.hat?.membership_id ? (
                  <Tag tone="brand">{t('current')}</Tag>
                ) : (
                  <Button
                    size="small"
                    loading={change.isPending && change.variables === hat.membership_id}
                    onClick={() => change.mutate(hat.membership_id)}
                  >
                    {t('use')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
        <section className="panel">
          <h2>{t('sessions')}</h2>
          <p>{t('sessionsHint')}</p>
          <ProblemAlert error={sessions.error} onRetry={() => void sessions.refetch()} />
          <ProblemAlert error={revoke.error} />
          <Table<LoginSession>
            style={{ marginTop: 12 }}
            rowKey="id"
            size="middle"
            pagination={false}
            scroll={{ x: 640 }}
            loading={sessions.isPending}
            dataSource={sessions.data?.items ?? []}
            columns={[
              {
                title: t('device'),
                render: (_, row) => (
                  <>
                    {row.user_agent ?? '—'}{' '}
                    {row.current && <Tag tone="brand">{t('thisDevice')}</Tag>}
                  </>
                ),
              },
              { title: 'IP', dataIndex: 'ip', width: 140 },
              { title: t('signedIn'), dataIndex: 'created_at', width: 150, render: dateTime },
              { title: t('lastSeen'), dataIndex: 'last_seen_at', width: 150, render: dateTime },
              {
                width: 90,
                render: (_, row) =>
                  row.current ? null : (
                    <Button
                      size="small"
                      danger
                      loading={revoke.isPending && revoke.variables === row.id}
                      onClick={() => revoke.mutate(row.id)}
                    >
                      {t('revoke')}
                    </Button>
                  ),
              },
            ]}
          />
        </section>
      </div>
    </>
  );
}
