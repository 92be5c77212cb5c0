import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DelphiStatus, DelphiStudyRow } from '@/api/gen';
import { delphiStudiesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import { Button, DataTable, DemoTag, PageHeader, Seg, StateTag, type Column } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import { DELPHI_STATES } from '../../labels';
import s from '../organise.module.css';

const ALL = 'all';
const STATES = Object.keys(DELPHI_STATES) as DelphiStatus[];

/** Delphi studies, newest first. */
export default function DelphiStudiesPage() {
  const t = useDelphiText();
  const lang = useLang();
  const { me } = useMe();
  const list = useListState({ filters: ['status'] });
  const result = useQuery({
    ...delphiStudiesListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  // Only spares auditors a button that the server would refuse.
  const create = me?.hat?.role === 'operator' && (
    <Button kind="primary" to="/work/delphi-studies/new">
      {t('newStudy')}
    </Button>
  );
  const title = (row: DelphiStudyRow) => (
    <>
      <Link to={`/work/delphi-studies/${row.id}`}>{row.title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
  const round = (row: DelphiStudyRow) =>
    row.round ? t('roundOf', { n: row.round }) : t('notBegun');
  const columns: Column<DelphiStudyRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('title'), render: (_, row) => title(row) },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={DELPHI_STATES} />,
    },
    { title: t('round'), render: (_, row) => round(row) },
    {
      title: t('returned'),
      className: 'num',
      render: (_, row) => (row.round ? `${row.submitted} / ${row.panel}` : `— / ${row.panel}`),
    },
    { title: t('tree'), render: (_, row) => `${row.tree_name} ${row.tree_version}` },
    { title: t('created'), sortKey: 'created_at', render: (_, row) => date(row.created_at) },
  ];
  return (
    <>
      <PageHeader title={t('studies')} subtitle={t('studiesLead')} extra={create} />
      <div className={s.tools}>
        <Seg
          name="status"
          label={t('status')}
          value={list.filters.status[0] ?? ALL}
          onChange={(value) => list.set({ filters: { status: value === ALL ? [] : [value] } })}
          options={[
            { value: ALL, label: t('all') },
            ...STATES.map((value) => ({
              value: value as string,
              label: labelOf(DELPHI_STATES[value], lang),
            })),
          ]}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('studies')}
        empty={{ title: t('noStudies'), text: t('noStudiesText'), action: create }}
        card={(row) => (
          <div className={s.card}>
            {title(row)}
            <StateTag status={row.status} labels={DELPHI_STATES} />
            <small>
              {row.number} · {round(row)} · {row.submitted} / {row.panel}
            </small>
          </div>
        )}
      />
    </>
  );
}
