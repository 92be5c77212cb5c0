import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { OutcomeRow, OutcomeStatus } from '@/api/gen';
import { outcomesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { dateTime } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import {
  Button,
  DataTable,
  DemoTag,
  PageHeader,
  SearchBox,
  Seg,
  StateTag,
  WorkingDayClock,
} from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import { OUTCOME_STATES } from '../labels';
import s from './outcomes.module.css';

const VIEWS = [
  ['submitted', 'queueWaiting'],
  ['returned', 'queueReturned'],
  ['accepted', 'queueAccepted'],
  ['refused', 'queueRefused'],
] as const;

function Clock({ row }: { row: OutcomeRow }) {
  if (!row.clock) return null;
  return (
    <WorkingDayClock
      used={row.clock.used_days}
      limit={row.clock.due_days}
      stopped={row.clock.waiting || row.clock.completed_at !== null}
    />
  );
}

/** What waits for the formal review, the oldest first, with its clock in working days. */
export default function ReviewQueuePage() {
  const t = useOutcomeText();
  const list = useListState({ filters: ['status'], sort: 'submitted_at' });
  const status = (list.filters.status[0] ?? 'submitted') as OutcomeStatus;
  const result = useQuery({
    ...outcomesListOptions({ query: { ...list.params(), status: [status] } }),
    placeholderData: keepPreviousData,
  });
  const address = (row: OutcomeRow) =>
    row.status === 'submitted' ? `/work/reviews/${row.id}` : `/work/outcomes/${row.id}`;
  return (
    <>
      <PageHeader title={t('reviews')} />
      <div className={s.tools}>
        <Seg
          name="queue"
          label={t('status')}
          value={status}
          options={VIEWS.map(([value, label]) => ({ value, label: t(label) }))}
          onChange={(value) => list.set({ filters: { status: [value] } })}
        />
        <SearchBox
          size="small"
          value={list.q}
          onSearch={(q) => list.set({ q })}
          placeholder={t('search')}
          slashKey
        />
      </div>
      <DataTable
        label={t('reviews')}
        result={result}
        list={{ ...list, filters: { status: [] } }}
        rowKey="id"
        empty={{ title: t('emptyQueue'), text: t('emptyQueueHint') }}
        columns={[
          {
            title: t('title'),
            render: (_, row) => (
              <span className={s.title}>
                <Link to={address(row)}>{row.title}</Link> <DemoTag show={row.is_demo} />
                <small>
                  {row.kind_label} · {t('round', { n: row.review_round })}
                </small>
              </span>
            ),
          },
          { title: t('number'), render: (_, row) => <span className="num">{row.number}</span> },
          { title: t('holder'), dataIndex: 'holder_name' },
          {
            title: t('submittedAt'),
            sortKey: 'submitted_at',
            render: (_, row) => <span className="num">{dateTime(row.submitted_at)}</span>,
          },
          { title: t('term'), render: (_, row) => <Clock row={row} /> },
          {
            render: (_, row) => (
              <Button size="small" to={address(row)}>
                {t(row.status === 'submitted' ? 'openReview' : 'view')}
              </Button>
            ),
          },
        ]}
        card={(row) => (
          <div className={s.card}>
            <Link to={address(row)}>{row.title}</Link>
            <span className={s.state}>
              <StateTag status={row.status} labels={OUTCOME_STATES} />
              <DemoTag show={row.is_demo} />
            </span>
            <small className="num">
              {row.number} · {row.holder_name} · {dateTime(row.submitted_at)}
            </small>
            <Clock row={row} />
          </div>
        )}
      />
    </>
  );
}
