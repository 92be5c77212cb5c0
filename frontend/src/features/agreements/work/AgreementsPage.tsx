import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { AgreementRow, AgreementStatus } from '@/api/gen';
import { agreementsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date, dash } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, Seg, StateTag, type Column } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { AGREEMENT_STATES } from '../labels';
import s from './Room.module.css';

const ALL = 'all';
const STATES = Object.keys(AGREEMENT_STATES) as AgreementStatus[];

function Title({ row }: { row: AgreementRow }) {
  return (
    <>
      <Link to={`/work/agreements/${row.id}`}>{row.title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
}

/** Agreements I may see and where they stand. */
export default function AgreementsPage() {
  const t = useAgreementsText();
  const lang = useLang();
  const list = useListState({ filters: ['status'] });
  const result = useQuery({
    ...agreementsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const both = (row: AgreementRow) => `${row.holder_name} × ${row.demander_name}`;
  const columns: Column<AgreementRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('agreement'), render: (_, row) => <Title row={row} /> },
    { title: t('parties'), render: (_, row) => both(row) },
    {
      title: t('kind'),
      render: (_, row) => `${row.contract_kind_label} · ${row.transfer_mode_label}`,
    },
    { title: t('amount'), className: 'num', render: (_, row) => dash(row.amount_text) },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={AGREEMENT_STATES} />,
    },
    { title: t('createdAt'), dataIndex: 'created_at', render: date, sortKey: 'created_at' },
  ];
  return (
    <>
      <PageHeader title={t('agreements')} subtitle={t('agreementsLead')} />
      <div className={s.tools}>
        <Seg
          name="status"
          label={t('status')}
          value={list.filters.status[0] ?? ALL}
          onChange={(value) => list.set({ filters: { status: value === ALL ? [] : [value] } })}
          options={[
            { value: ALL, label: t('allStates') },
            ...STATES.map((value) => ({
              value: value as string,
              label: labelOf(AGREEMENT_STATES[value], lang),
            })),
          ]}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('agreements')}
        empty={{ title: t('noAgreements'), text: t('noAgreementsHint') }}
        card={(row) => (
          <div className={s.card}>
            <Title row={row} />
            <StateTag status={row.status} labels={AGREEMENT_STATES} />
            <small>
              {row.number} · {both(row)} · {dash(row.amount_text)}
            </small>
          </div>
        )}
      />
    </>
  );
}
