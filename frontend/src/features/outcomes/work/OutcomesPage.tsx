import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { OutcomeRow, OutcomeStatus } from '@/api/gen';
import { outcomesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { ago } from '@/shared/lib/format';
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

const GROUPS = {
  all: [],
  mineDraft: ['draft', 'returned'],
  inReview: ['submitted'],
  running: ['accepted', 'assessing', 'published', 'contracted', 'converted'],
  ended: ['refused', 'withdrawn', 'not_passed', 'unpublished'],
} as const satisfies Record<string, readonly OutcomeStatus[]>;
type Group = keyof typeof GROUPS;

const addressOf = (row: OutcomeRow) => `/work/outcomes/${row.id}`;

function Clock({ row }: { row: OutcomeRow }) {
  const { clock } = row;
  if (!clock || clock.completed_at) return null;
  return <WorkingDayClock used={clock.used_days} limit={clock.due_days} stopped={clock.waiting} />;
}

function Next({ row }: { row: OutcomeRow }) {
  const t = useOutcomeText();
  const mayWrite = row.available_actions.some((a) => a.action === 'submit');
  if (!mayWrite) return null;
  return (
    <Button size="small" to={`${addressOf(row)}/edit`}>
      {t(row.status === 'returned' ? 'correct' : 'edit')}
    </Button>
  );
}

/** The outcomes I may see: those of my organisation, or what was handed in. */
export default function OutcomesPage() {
  const t = useOutcomeText();
  const { me } = useMe();
  const isHolder = me?.hat?.role === 'holder';
  const list = useListState({ filters: ['status'], sort: '-updated_at' });
  const result = useQuery({
    ...outcomesListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  const chosen = list.filters.status.join();
  const group =
    (Object.keys(GROUPS) as Group[]).find((key) => GROUPS[key].join() === chosen) ?? 'all';
  return (
    <>
      <PageHeader
        title={t('outcomes')}
        extra={
          isHolder && (
            <Button kind="primary" to="/work/outcomes/new">
              {t('newOutcome')}
            </Button>
          )
        }
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
          name="group"
          label={t('status')}
          value={group}
          options={(Object.keys(GROUPS) as Group[]).map((value) => ({ value, label: t(value) }))}
          onChange={(value) => list.set({ filters: { status: [...GROUPS[value]] } })}
        />
      </div>
      <DataTable
        label={t('outcomes')}
        result={result}
        list={list}
        rowKey="id"
        empty={{
          title: t('emptyOutcomes'),
          text: t('emptyOutcomesHint'),
          action: isHolder && <Button to="/work/outcomes/new">{t('newOutcome')}</Button>,
        }}
        columns={[
          {
            title: t('title'),
            sortKey: 'title',
            render: (_, row) => (
              <span className={s.title}>
                <Link to={addressOf(row)}>{row.title}</Link> <DemoTag show={row.is_demo} />
                <small>
                  {[row.kind_label, row.tech_field_label, row.maturity_label]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
            ),
          },
          {
            title: t('number'),
            sortKey: 'number',
            width: 150,
            render: (_, row) => <span className="num">{row.number ?? t('noNumber')}</span>,
          },
          { title: t('holder'), dataIndex: 'holder_name' },
          {
            title: t('status'),
            render: (_, row) => (
              <span className={s.state}>
                <StateTag status={row.status} labels={OUTCOME_STATES} />
                <Clock row={row} />
              </span>
            ),
          },
          { title: t('updated'), sortKey: 'updated_at', render: (_, row) => ago(row.updated_at) },
          { render: (_, row) => <Next row={row} /> },
        ]}
        card={(row) => (
          <div className={s.card}>
            <Link to={addressOf(row)}>{row.title}</Link>
            <span className={s.state}>
              <StateTag status={row.status} labels={OUTCOME_STATES} />
              <DemoTag show={row.is_demo} />
            </span>
            <small className="num">
              {row.number ?? t('noNumber')} · {row.holder_name} · {ago(row.updated_at)}
            </small>
            <Clock row={row} />
            <Next row={row} />
          </div>
        )}
      />
    </>
  );
}
