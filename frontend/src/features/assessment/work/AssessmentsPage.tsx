import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link } from 'react-router';
import type { AssessmentRow, AssessmentStatus } from '@/api/gen';
import { assessmentsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { dash, date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { useListState } from '@/shared/lib/useListState';
import {
  Button,
  DataTable,
  DemoTag,
  PageHeader,
  SearchBox,
  Seg,
  StateTag,
  type Column,
} from '@/shared/ui';
import { useOrganiseText } from '../i18n/organise';
import { ASSESSMENT_STATES } from '../labels';
import s from './organise.module.css';

const ALL = 'all';
const STATES = Object.keys(ASSESSMENT_STATES) as AssessmentStatus[];

function Title({ row }: { row: AssessmentRow }) {
  return (
    <>
      <Link to={`/work/assessments/${row.id}`}>{row.outcome_title}</Link>{' '}
      <DemoTag show={row.is_demo} />
    </>
  );
}

const progress = (row: AssessmentRow) =>
  row.panel_size == null ? '' : `${row.signed ?? 0} / ${row.submitted ?? 0} / ${row.panel_size}`;

/** Assessments: those I organise, or those of my outcomes. */
export default function AssessmentsPage() {
  const t = useOrganiseText();
  const lang = useLang();
  const { me } = useMe();
  const list = useListState({ filters: ['status'] });
  const result = useQuery({
    ...assessmentsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const { set } = list;
  const search = useCallback((q: string) => set({ q }), [set]);
  const columns: Column<AssessmentRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('outcome'), render: (_, row) => <Title row={row} /> },
    { title: t('holder'), dataIndex: 'holder_name' },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={ASSESSMENT_STATES} />,
    },
    {
      title: t('due'),
      sortKey: 'due_on',
      render: (_, row) => (row.due_on ? date(row.due_on) : dash(null)),
    },
    { title: t('progress'), className: 'num', render: (_, row) => progress(row) },
  ];
  // Only spares others a button that the server would refuse.
  const mayCreate = me?.hat?.role === 'operator';
  return (
    <>
      <PageHeader
        title={t('assessments')}
        subtitle={t('assessmentsLead')}
        extra={
          mayCreate && (
            <Button kind="primary" to="/work/assessments/new">
              {t('newAssessment')}
            </Button>
          )
        }
      />
      <div className={s.tools}>
        <SearchBox size="small" value={list.q} onSearch={search} placeholder={t('find')} />
        <Seg
          name="status"
          label={t('status')}
          value={list.filters.status[0] ?? ALL}
          onChange={(value) => set({ filters: { status: value === ALL ? [] : [value] } })}
          options={[
            { value: ALL, label: t('all') },
            ...STATES.map((value) => ({
              value: value as string,
              label: labelOf(ASSESSMENT_STATES[value], lang),
            })),
          ]}
        />
      </div>
      <DataTable
        result={result}
        list={list}
        columns={columns}
        rowKey="id"
        label={t('assessments')}
        empty={{ title: t('noAssessments'), text: t('noAssessmentsText') }}
        card={(row) => (
          <div className={s.card}>
            <Title row={row} />
            <StateTag status={row.status} labels={ASSESSMENT_STATES} />
            <small>
              {row.number} · {row.holder_name} · {progress(row)}
            </small>
          </div>
        )}
      />
    </>
  );
}
