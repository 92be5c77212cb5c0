import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { api, idempotent } from '@/api/client';
import type { InvitationInput, InvitationView, MembershipView } from '@/api/gen';
import {
  invitationsCreateMutation,
  invitationsListOptions,
  membershipsListOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { CopyText, Notice, PageHeader, ProblemAlert, StateTag, DataTable } from '@/shared/ui';
import { ActionBar, useProblemForm } from '@/shared/work';
import { useIdentityText } from '../i18n';
import { INVITATION_STATES, MEMBERSHIP_STATES } from '../labels';
import s from './Lists.module.css';

const INVITABLE = [
  ['holder', 'roleHolder'],
  ['demander', 'roleDemander'],
  ['expert', 'roleExpert'],
  ['org_admin', 'roleOrgAdmin'],
] as const;

function useChange(kind: 'memberships' | 'invitations') {
  const client = useQueryClient();
  return async (row: { id: string; version: number }, action: string, reason: string) => {
    await api.post(`/api/v1/${kind}/${row.id}/${action}`, reason ? { reason } : undefined, {
      version: row.version,
    });
    await refresh(client, `${kind}List`);
  };
}

function Members() {
  const t = useIdentityText();
  const list = useListState();
  const change = useChange('memberships');
  const result = useQuery({
    ...membershipsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const actions = (row: MembershipView) => (
    <ActionBar
      small
      actions={row.available_actions}
      danger={['end']}
      onAction={(action, { reason }) => change(row, action, reason)}
    />
  );
  return (
    <DataTable
      result={result}
      list={list}
      rowKey="id"
      empty={{ title: t('noMembers') }}
      columns={[
        {
          title: t('member'),
          render: (_, row) => (
            <>
              {row.user_name} <small>{row.user_email}</small>
            </>
          ),
        },
        { title: t('hat'), dataIndex: 'role_label' },
        { title: t('organisation'), dataIndex: 'organisation_name' },
        {
          title: t('status'),
          render: (_, row) => <StateTag status={row.status} labels={MEMBERSHIP_STATES} />,
        },
        { render: (_, row) => actions(row) },
      ]}
      card={(row) => (
        <div className={s.card}>
          <b>{row.user_name}</b>
          <StateTag status={row.status} labels={MEMBERSHIP_STATES} />
          <small>
            {row.role_label} · {row.organisation_name} · {row.user_email}
          </small>
          {actions(row)}
        </div>
      )}
    />
  );
}

function Invitations() {
  const t = useIdentityText();
  const client = useQueryClient();
  const change = useChange('invitations');
  const { keyOf, renew } = useSubmitKey();
  const { form, rest, show } = useProblemForm<InvitationInput>();
  const { me } = useMe();
  // Staff see this page too, but only an administrator of an organisation invites; asking the
  // server anyway would only log a refusal.
  const invites = me?.hat?.role === 'org_admin';
  const open = useQuery({ ...invitationsListOptions(), enabled: invites });
  const invite = useMutation({
    ...invitationsCreateMutation(),
    onError: show,
    onSuccess: async () => {
      form.resetFields();
      renew();
      await refresh(client, 'invitationsList');
    },
  });
  if (!invites) return null;
  return (
    <section className="panel">
      <h2>{t('invite')}</h2>
      <Form<InvitationInput>
        form={form}
        layout="vertical"
        className={s.invite}
        onFinish={(body) => {
          show(null);
          invite.mutate({ body, headers: idempotent(keyOf(body)) });
        }}
      >
        <Form.Item
          name="email"
          label={t('email')}
          rules={[{ required: true, type: 'email', message: t('emailWrong') }]}
        >
          <Input style={{ width: 260 }} autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label={t('hat')} rules={[{ required: true }]}>
          <Select
            style={{ width: 180 }}
            options={INVITABLE.map(([value, label]) => ({ value, label: t(label) }))}
          />
        </Form.Item>
        <Form.Item label=" ">
          <Button type="primary" htmlType="submit" loading={invite.isPending}>
            {t('inviteSend')}
          </Button>
        </Form.Item>
      </Form>
      <ProblemAlert error={rest} />
      {invite.data?.link && (
        <Notice tone="good">
          {t('inviteLink')}
          <CopyText text={new URL(invite.data.link, location.origin).href} />
        </Notice>
      )}
      <ul>
        {open.data?.items.map((row: InvitationView) => (
          <li key={row.id} className={s.card} style={{ paddingBlock: 8 }}>
            <b>{row.email}</b>
            <StateTag status={row.status} labels={INVITATION_STATES} />
            <span>
              {row.role_label} · {t('expires')} {date(row.expires_at)}
            </span>
            <ActionBar
              small
              actions={row.available_actions}
              onAction={(action, { reason }) => change(row, action, reason)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who acts for an organisation, and who is invited. */
export default function MembersPage() {
  const t = useIdentityText();
  return (
    <>
      <PageHeader title={t('members')} />
      <div className={s.stack}>
        <Members />
        <Invitations />
      </div>
    </>
  );
}
