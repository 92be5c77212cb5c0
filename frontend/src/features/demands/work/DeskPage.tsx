import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DemandRow, DemandStatus } from '@/api/gen';
import { demandsDeskOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { ago } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { Button, DataTable, DemoTag, PageHeader, SearchBox, Seg, StateTag, Tag } from '@/shared/ui';
import { useDemandText } from '../i18n';
import { DEMAND_STATES } from '../labels';
import s from './demands.module.css';

const addressOf = (row: DemandRow) => `/work/demands/${row.id}`;

/** My organisation's needs, or for staff those handed in. */
export default function DeskPage() {
  const t = useDemandText();
  const { me } = useMe();
  const isDemander = me?.hat?.role === 'demander';
  const list = useListState({ filters: ['status'], sort: '-updated_at' });
  const status = list.filters.status[0] as DemandStatus | undefined;
  const result = useQuery({
    ...demandsDeskOptions({
      query: { page: list.page, size: list.size, sort: list.sort, q: list.q, status },
    }),
    placeholderData: keepPreviousData,
  });
  const post = (
    <Button kind="primary" to="/work/demands/new">
      {t('post')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t(isDemander ? 'myDemands' : 'desk')}
        subtitle={t(isDemander ? 'mineLead' : 'deskLead')}
        extra={isDemander && post}
      />
      <div className={s.tools}>
        <SearchBox
          size="small"
          value={list.q}
          onSearch={(q) => list.set({ q })}
          placeholder={t('search')}
          slashKey
        />
        <Seg
          name="status"
          label={t('status')}
          value={status ?? ''}
          options={[
            { value: '', label: t('all') },
            ...(isDemander ? [{ value: 'draft', label: t('draft') }] : []),
            { value: 'submitted', label: t('submitted') },
            { value: 'returned', label: t('returned') },
            { value: 'published', label: t('publishedState') },
            { value: 'closed', label: t('closed') },
          ]}
          onChange={(value) => list.set({ filters: { status: value ? [value] : [] } })}
        />
      </div>
      <DataTable
        label={t('demands')}
        result={result}
        list={list}
        rowKey="id"
        empty={
          isDemander
            ? { title: t('emptyMine'), text: t('emptyMineHint'), action: post }
            : { title: t('emptyDesk') }
        }
        columns={[
          {
            title: t('title'),
            sortKey: 'title',
            render: (_, row) => (
              <span className={s.title}>
                <Link to={addressOf(row)}>{row.title}</Link>{' '}
                {row.imported && <Tag title={t('publicHint')}>{t('public')}</Tag>}{' '}
                <DemoTag show={row.is_demo} />
                <small>
                  {row.demand_type_label} · {row.field_label}
                </small>
              </span>
            ),
          },
          {
            title: t('number'),
            width: 150,
            render: (_, row) => <span className="num">{row.number ?? t('noNumber')}</span>,
          },
          { title: t('org'), dataIndex: 'org_name' },
          {
            title: t('status'),
            render: (_, row) => <StateTag status={row.status} labels={DEMAND_STATES} />,
          },
          { title: t('updated'), sortKey: 'updated_at', render: (_, row) => ago(row.updated_at) },
        ]}
        card={(row) => (
          <div className={s.card}>
            <Link to={addressOf(row)}>{row.title}</Link>
            <span>
              <StateTag status={row.status} labels={DEMAND_STATES} /> <DemoTag show={row.is_demo} />
            </span>
            <small className="num">
              {row.number ?? t('noNumber')} · {row.org_name} · {ago(row.updated_at)}
            </small>
          </div>
        )}
      />
    </>
  );
}
