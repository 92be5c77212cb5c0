import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { RequestKind, RequestRow, RequestStatus } from '@/api/gen';
import { serviceRequestsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime, number } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import {
  CheckField,
  DataTable,
  PageHeader,
  Seg,
  SelectField,
  StateTag,
  WorkingDayClock,
} from '@/shared/ui';
import { ActionBar } from '@/shared/work';
import { useServiceDeskText } from '../i18n';
import { REQUEST_KINDS, REQUEST_STATES } from '../labels';
import s from './RequestsPage.module.css';

function Clock({ row }: { row: RequestRow }) {
  return (
    <WorkingDayClock
      used={row.clock.used_days}
      limit={row.clock.due_days}
      stopped={row.clock.waiting || row.status === 'completed' || row.status === 'cancelled'}
    />
  );
}

/** Every service the platform gives, with its clock. */
export default function RequestsPage() {
  const t = useServiceDeskText();
  const lang = useLang();
  const client = useQueryClient();
  const list = useListState({ filters: ['kind', 'status', 'overdue'], sort: '-asked_at' });
  const kind = list.filters.kind[0] as RequestKind | undefined;
  const status = list.filters.status[0] as RequestStatus | undefined;
  const overdue = list.filters.overdue[0] === 'true';
  const result = useQuery({
    ...serviceRequestsListOptions({
      query: { page: list.page, size: list.size, sort: list.sort, kind, status, overdue },
    }),
    placeholderData: keepPreviousData,
  });
  const act = async (row: RequestRow, action: string) => {
    await api.post(`/api/v1/service-requests/${row.id}/${action}`, undefined, {
      version: row.version,
    });
    await refresh(client, 'serviceRequestsList', 'meTodos');
  };
  const actions = (row: RequestRow) => (
    <ActionBar small actions={row.available_actions} onAction={(action) => act(row, action)} />
  );
  const response = (row: RequestRow) =>
    row.clock.response_days === null
      ? t('notYet')
      : t('days', { n: number(row.clock.response_days, 2) });
  const kindLabel = (row: RequestRow) => labelOf(REQUEST_KINDS[row.kind], lang);
  return (
    <>
      <PageHeader title={t('requests')} subtitle={t('lead')} />
      <div className={s.tools}>
        <SelectField
          label={t('kind')}
          required
          value={kind ?? ''}
          placeholder={t('allKinds')}
          options={Object.entries(REQUEST_KINDS).map(([value, label]) => ({
            value,
            label: labelOf(label, lang),
          }))}
          onValue={(value) => list.set({ filters: { kind: value ? [value] : [] } })}
        />
        <Seg
          name="state"
          label={t('status')}
          value={status ?? ''}
          options={[
            { value: '', label: t('allStates') },
            ...Object.entries(REQUEST_STATES).map(([value, label]) => ({
              value,
              label: labelOf(label, lang),
            })),
          ]}
          onChange={(value) => list.set({ filters: { status: value ? [value] : [] } })}
        />
        <CheckField
          checked={overdue}
          onChecked={(on) => list.set({ filters: { overdue: on ? ['true'] : [] } })}
        >
          {t('overdue')}
        </CheckField>
      </div>
      <DataTable
        label={t('requests')}
        result={result}
        list={list}
        rowKey="id"
        empty={{ title: t('empty'), text: t('emptyHint') }}
        columns={[
          {
            title: t('subject'),
            render: (_, row) => (
              <span className={s.subject}>
                {row.link ? <Link to={row.link}>{row.title}</Link> : row.title}
                <small className="num">
                  {row.number} · {kindLabel(row)}
                </small>
              </span>
            ),
          },
          { title: t('requester'), dataIndex: 'requester_org_name' },
          { title: t('owner'), render: (_, row) => row.owner_name || t('nobody') },
          {
            title: t('status'),
            render: (_, row) => <StateTag status={row.status} labels={REQUEST_STATES} />,
          },
          {
            title: t('askedAt'),
            sortKey: 'asked_at',
            render: (_, row) => <span className="num">{dateTime(row.clock.asked_at)}</span>,
          },
          {
            title: t('response'),
            render: (_, row) => <span className="num">{response(row)}</span>,
          },
          { title: t('term'), sortKey: 'due_at', render: (_, row) => <Clock row={row} /> },
          { render: (_, row) => actions(row) },
        ]}
        card={(row) => (
          <div className={s.card}>
            {row.link ? <Link to={row.link}>{row.title}</Link> : <b>{row.title}</b>}
            <StateTag status={row.status} labels={REQUEST_STATES} />
            <small className="num">
              {row.number} · {kindLabel(row)} · {row.requester_org_name} ·{' '}
              {row.owner_name || t('nobody')} · {t('response')} {response(row)}
            </small>
            <Clock row={row} />
            {actions(row)}
          </div>
        )}
      />
    </>
  );
}
