import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link } from 'react-router';
import type { OrganisationRow, OrganisationStatus } from '@/api/gen';
import { organisationsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date, dash } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import { DemoTag, PageHeader, SearchBox, Seg, StateTag, DataTable, type Column } from '@/shared/ui';
import { useIdentityText } from '../i18n';
import { ORGANISATION_STATES } from '../labels';
import s from './Lists.module.css';

const ALL = 'all';
const STATES = Object.keys(ORGANISATION_STATES) as OrganisationStatus[];

function Name({ row }: { row: OrganisationRow }) {
  return (
    <>
      <Link to={`/work/organisations/${row.id}`}>{row.name}</Link> <DemoTag show={row.is_demo} />
    </>
  );
}

/** Organisations and where their verification stands. */
export default function OrganisationsPage() {
  const t = useIdentityText();
  const lang = useLang();
  const list = useListState({ filters: ['status'] });
  const result = useQuery({
    ...organisationsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const { set } = list;
  const search = useCallback((q: string) => set({ q }), [set]);
  const columns: Column<OrganisationRow>[] = [
    { title: t('organisation'), render: (_, row) => <Name row={row} /> },
    { title: t('organisationKind'), dataIndex: 'kind_label' },
    {
      title: t('creditCode'),
      dataIndex: 'credit_code',
      className: 'num',
      render: (value: string | null) => dash(value),
    },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={ORGANISATION_STATES} />,
    },
    { title: t('createdAt'), dataIndex: 'created_at', render: date },
  ];
  return (
    <>
      <PageHeader title={t('organisations')} subtitle={t('organisationsLead')} />
      <div className={s.tools}>
        <SearchBox
          size="small"
          value={list.q}
          onSearch={search}
          placeholder={t('findOrganisation')}
        />
        <Seg
          name="status"
          label={t('status')}
          value={list.filters.status[0] ?? ALL}
          onChange={(value) => set({ filters: { status: value === ALL ? [] : [value] } })}
          options={[
            { value: ALL, label: t('allStates') },
            ...STATES.map((value) => ({
              value: value as string,
              label: labelOf(ORGANISATION_STATES[value], lang),
            })),
          ]}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        card={(row) => (
          <div className={s.card}>
            <Name row={row} />
            <StateTag status={row.status} labels={ORGANISATION_STATES} />
            <small>
              {row.kind_label} · {dash(row.credit_code)} · {date(row.created_at)}
            </small>
          </div>
        )}
      />
    </>
  );
}
