import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { BatchStatus, EvaluationRow } from '@/api/gen';
import { evaluationsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import { Button, DataTable, DemoTag, PageHeader, Seg, StateTag, type Column } from '@/shared/ui';
import { useInstitutionText } from '../../i18n/institution';
import { BATCH_STATES } from '../../labels';
import { useWritesForInstitution } from './useWrites';
import s from '../organise.module.css';

const ALL = 'all';
const STATES = Object.keys(BATCH_STATES) as BatchStatus[];

function Title({ row }: { row: EvaluationRow }) {
  return (
    <>
      <Link to={`/work/evaluations/${row.id}`}>{row.title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
}

/** Evaluations of my institution, or of all for those who watch (5.1.2.3.2). */
export default function EvaluationsPage() {
  const t = useInstitutionText();
  const lang = useLang();
  const mayWrite = useWritesForInstitution();
  const list = useListState({ filters: ['status'], sort: '-created_at' });
  const result = useQuery({
    ...evaluationsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const add = mayWrite && (
    <Button kind="primary" to="/work/evaluations/new">
      {t('newEvaluation')}
    </Button>
  );
  const ready = (row: EvaluationRow) => t('readyOf', { n: row.ready, total: row.outcomes });
  const columns: Column<EvaluationRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('title'), render: (_, row) => <Title row={row} /> },
    { title: t('organisation'), dataIndex: 'organisation_name' },
    { title: t('group'), dataIndex: 'group_name' },
    {
      title: t('period'),
      sortKey: 'ends_on',
      render: (_, row) => `${date(row.starts_on)} — ${date(row.ends_on)}`,
      className: 'num',
    },
    { title: t('progress'), render: (_, row) => ready(row), className: 'num' },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={BATCH_STATES} />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t('evaluations')}
        subtitle={t('evaluationsLead')}
        extra={
          <>
            <Button to="/work/evaluations/groups">{t('groups')}</Button>
            {add}
          </>
        }
      />
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
              label: labelOf(BATCH_STATES[value], lang),
            })),
          ]}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('evaluations')}
        empty={{ title: t('noEvaluations'), text: t('noEvaluationsText'), action: add }}
        card={(row) => (
          <div className={s.card}>
            <Title row={row} />
            <StateTag status={row.status} labels={BATCH_STATES} />
            <small>
              {row.number} · {date(row.ends_on)} · {t('progress')} {ready(row)}
            </small>
          </div>
        )}
      />
    </>
  );
}
