import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { PublicityView } from '@/api/gen';
import { publicityListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, StateTag, type Column } from '@/shared/ui';
import { useAgreementsText } from '../i18n';
import { POSTING_STATES, postingState } from '../labels';
import s from './Publicity.module.css';

/** Postings of name and price; everybody reads them. */
export default function PublicityListPage() {
  const t = useAgreementsText();
  const list = useListState();
  const result = useQuery({
    ...publicityListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const span = (row: PublicityView) => t('publicitySpan', { start: row.start_on, end: row.end_on });
  const name = (row: PublicityView) => (
    <>
      <Link to={`/publicity/${row.id}`}>{row.outcome_title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
  const state = (row: PublicityView) => (
    <>
      <StateTag status={postingState(row.state)} labels={POSTING_STATES} />{' '}
      {row.days_left > 0 && <small className="num">{t('daysLeft', { n: row.days_left })}</small>}
    </>
  );
  const columns: Column<PublicityView>[] = [
    { title: t('outcome'), render: (_, row) => name(row) },
    { title: t('holder'), dataIndex: 'holder_name' },
    { title: t('mode'), dataIndex: 'transfer_mode_label' },
    { title: t('price'), dataIndex: 'price_text', className: 'num' },
    { title: t('span'), className: 'num', render: (_, row) => span(row) },
    { title: t('status'), render: (_, row) => state(row) },
  ];
  return (
    <div className={s.shell}>
      <PageHeader title={t('publicityTitle')} subtitle={t('publicityLead')} />
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('publicityTitle')}
        empty={{ title: t('noPublicity'), text: t('noPublicityHint') }}
        card={(row) => (
          <div className={s.card}>
            {name(row)} {state(row)}
            <small>
              {row.holder_name} · {row.transfer_mode_label} · {row.price_text}
              <br />
              {span(row)}
            </small>
          </div>
        )}
      />
    </div>
  );
}
