import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { api } from '@/api/client';
import type { PasswordInput } from '@/api/gen';
import {
  meEndSessionMutation,
  meSessionsOptions,
  meSessionsQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { useMe, useSwitchHat } from '@/api/me';
import { dateTime } from '@/shared/lib/format';
import { DescriptionGrid, Notice, PageHeader, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useIdentityText } from '../i18n';
import { deviceName } from './deviceName';
import s from './AccountPage.module.css';

function Hats() {
  const t = useIdentityText();
  const { me } = useMe();
  const change = useSwitchHat();
  return (
    <section className="panel">
      <h2>{t('hats')}</h2>
      <ProblemAlert error={change.error} />
      {me?.hats.length === 0 && <Notice>{t('noHats')}</Notice>}
      <ul>
        {me?.hats.map((hat) => (
          <li key={hat.membership_id} className={s.row}>
            <span>
              <b>{hat.role_label}</b>
              {hat.organisation_name}
            </span>
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
        {me?.pending.map((what) => (
          <li key={what} className={s.row}>
            {t('pending', { what })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sessions() {
  const t = useIdentityText();
  const client = useQueryClient();
  const sessions = useQuery(meSessionsOptions());
  const revoke = useMutation({
    ...meEndSessionMutation(),
    onSuccess: () => client.invalidateQueries({ queryKey: meSessionsQueryKey() }),
  });
  return (
    <section className="panel">
      <h2>{t('sessions')}</h2>
      <p className={s.hint}>{t('sessionsHint')}</p>
      <ProblemAlert error={sessions.error} onRetry={() => void sessions.refetch()} />
      <ProblemAlert error={revoke.error} />
      {sessions.isPending && <Skeleton rows={3} />}
      <ul>
        {sessions.data?.map((session) => (
          <li key={session.id} className={s.row}>
            <span>
              <b title={session.user_agent}>{deviceName(session.user_agent)}</b>
              <small className="num">
                {session.ip} · {t('signedIn')} {dateTime(session.created_at)} · {t('lastSeen')}{' '}
                {dateTime(session.last_seen_at)}
              </small>
            </span>
            {session.current ? (
              <Tag tone="brand">{t('thisDevice')}</Tag>
            ) : (
              <Button
                size="small"
                danger
                loading={revoke.isPending && revoke.variables.path.session_id === session.id}
                onClick={() => revoke.mutate({ path: { session_id: session.id } })}
              >
                {t('revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Password() {
  const t = useIdentityText();
  const { form, rest, show } = useProblemForm<PasswordInput>();
  const change = useMutation({
    mutationFn: (body: PasswordInput) => api.post<null>('/api/v1/me/password', body),
    onError: show,
    onSuccess: () => form.resetFields(),
  });
  return (
    <section className="panel">
      <h2>{t('changePassword')}</h2>
      <Form
        form={form}
        layout="vertical"
        style={{ maxWidth: 420 }}
        onFinish={(values) => {
          show(null);
          change.mutate(values);
        }}
      >
        <Form.Item name="current" label={t('currentPassword')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="new"
          label={t('newPassword')}
          extra={t('passwordHint')}
          rules={[{ required: true }, { min: 10, message: t('passwordShort') }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <ProblemAlert error={rest} />
        {change.isSuccess && <Notice tone="good">{t('passwordDone')}</Notice>}
        <Button htmlType="submit" loading={change.isPending} style={{ marginTop: 12 }}>
          {t('save')}
        </Button>
      </Form>
    </section>
  );
}

/** Who am I here, in which roles, and where am I signed in. */
export default function AccountPage() {
  const t = useIdentityText();
  const { user } = useMe();
  return (
    <>
      <PageHeader title={t('account')} />
      <div className={s.page}>
        <section className="panel">
          <DescriptionGrid
            items={[
              { label: t('name'), value: user?.name },
              { label: t('email'), value: user?.email },
            ]}
          />
        </section>
        <Hats />
        <Sessions />
        <Password />
      </div>
    </>
  );
}
