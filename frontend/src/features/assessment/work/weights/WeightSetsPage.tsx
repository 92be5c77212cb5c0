import { Button } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { WeightSetRow } from '@/api/gen';
import { weightSetsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, StateTag, type Column } from '@/shared/ui';
import { useWeightText } from '../../i18n/weights';
import { WEIGHT_STATES } from '../../labels';
import { NewStudy } from './NewStudy';
import { PassRules } from './PassRules';
import s from '../organise.module.css';

/** Weight sets as versions, and the pass rule. */
export default function WeightSetsPage() {
  const t = useWeightText();
  const { me } = useMe();
  const [address] = useSearchParams();
  const study = address.get('study') ?? '';
  const [open, setOpen] = useState(study !== '');
  const list = useListState();
  const result = useQuery({
    ...weightSetsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  // Only spares auditors a button that the server would refuse.
  const mayCreate = me?.hat?.role === 'operator';
  const title = (row: WeightSetRow) => (
    <>
      <Link to={`/work/weight-sets/${row.id}`}>{row.title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
  const columns: Column<WeightSetRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('title'), render: (_, row) => title(row) },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={WEIGHT_STATES} />,
    },
    {
      title: t('revision'),
      render: (_, row) => (row.revision ? t('revisionOf', { n: row.revision }) : ''),
    },
    {
      title: t('progress'),
      className: 'num',
      render: (_, row) => `${row.submitted}/${row.sheets}`,
    },
    { title: t('approvedAt'), render: (_, row) => (row.approved_at ? date(row.approved_at) : '') },
  ];
  return (
    <>
      <PageHeader
        title={t('weightSets')}
        subtitle={t('weightSetsLead')}
        extra={
          mayCreate && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('newStudy')}
            </Button>
          )
        }
      />
      <div className={s.stack}>
        <DataTable
          result={result}
          list={list}
          columns={columns}
          rowKey="id"
          label={t('weightSets')}
          empty={{ title: t('noSets') }}
          card={(row) => (
            <div className={s.card}>
              {title(row)}
              <StateTag status={row.status} labels={WEIGHT_STATES} />
              <small>
                {row.number} · {row.submitted}/{row.sheets}
              </small>
            </div>
          )}
        />
        <PassRules mayChange={mayCreate} />
      </div>
      {open && mayCreate && <NewStudy study={study} onClose={() => setOpen(false)} />}
    </>
  );
}
