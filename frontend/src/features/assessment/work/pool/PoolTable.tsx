import { Checkbox } from 'antd';
import { Link } from 'react-router';
import type { OutcomeStatus, PoolRow } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { DataTable, OUTCOME_STATES, StateTag, Tag, type Column } from '@/shared/ui';
import { useFixedName } from '../../fixedNames';
import { usePoolText } from '../../i18n/pool';
import { POOL_CLASSES } from '../../labels';
import s from './pool.module.css';
import { toggled } from './query';

type TableProps = Parameters<typeof DataTable<PoolRow, 'org' | 'class' | 'status'>>[0];

interface Props {
  result: TableProps['result'];
  list: TableProps['list'];
  /** Null where nothing can be selected. */
  picked: string[] | null;
  onPick: (ids: string[]) => void;
}

/** The outcomes of a pool with result, class and why. */
export function PoolTable({ result, list, picked, onPick }: Props) {
  const t = usePoolText();
  const lang = useLang();
  const stateOf = (row: PoolRow) => labelOf(OUTCOME_STATES[row.status as OutcomeStatus], lang);
  const ids = (result.data?.items ?? []).map((row) => row.outcome_id);
  const all = ids.length > 0 && ids.every((id) => picked?.includes(id));
  const tick = (row: PoolRow) =>
    picked && (
      <Checkbox
        aria-label={t('select', { name: row.title })}
        checked={picked.includes(row.outcome_id)}
        onChange={(event) => onPick(toggled(picked, [row.outcome_id], event.target.checked))}
      />
    );
  const columns: Column<PoolRow>[] = [
    ...(picked
      ? [
          {
            title: (
              <Checkbox
                aria-label={t('selectPage')}
                checked={all}
                onChange={(event) => onPick(toggled(picked, ids, event.target.checked))}
              />
            ),
            width: 40,
            render: (_: never, row: PoolRow) => tick(row),
          },
        ]
      : []),
    { title: t('number'), className: 'num', width: 140, render: (_, row) => row.number },
    {
      title: t('outcome'),
      sortKey: 'title',
      render: (_, row) => <Link to={`/work/outcomes/${row.outcome_id}`}>{row.title}</Link>,
    },
    { title: t('status'), render: (_, row) => stateOf(row) },
    { title: t('result'), width: 190, render: (_, row) => <Result row={row} /> },
    { title: t('classes'), render: (_, row) => <ClassOf row={row} /> },
  ];
  return (
    <DataTable
      result={result}
      list={list}
      columns={columns}
      rowKey="outcome_id"
      label={t('pool')}
      empty={{ title: t('empty'), text: t('emptyText') }}
      card={(row) => (
        <div className={s.card}>
          {tick(row)}
          <Link to={`/work/outcomes/${row.outcome_id}`}>{row.title}</Link>
          <small>{[row.number, stateOf(row)].filter(Boolean).join(' · ')}</small>
          <Result row={row} />
          <ClassOf row={row} />
        </div>
      )}
    />
  );
}

function Result({ row }: { row: PoolRow }) {
  const t = usePoolText();
  const named = useFixedName();
  if (row.total == null) return <small>{t('noResult')}</small>;
  return (
    <span className={s.cell}>
      <b className="num">{row.total.toFixed(1)}</b> {named(row.grade)}
      <small>
        {t(row.passed ? 'passed' : 'notPassed')} ·{' '}
        <span className="num">{row.assessment_number}</span>
      </small>
    </span>
  );
}

function ClassOf({ row }: { row: PoolRow }) {
  const t = usePoolText();
  const lang = useLang();
  if (!row.pool_class) {
    return (
      <span className={s.cell}>
        <Tag>{t('unclassed')}</Tag>
      </span>
    );
  }
  const differs = row.proposed && row.proposed !== row.pool_class ? row.proposed : null;
  return (
    <span className={s.cell}>
      <StateTag status={row.pool_class} labels={POOL_CLASSES} />
      <small>
        {row.by_result ? t('byResult') : t('byHand', { why: row.reason })}
        {row.classified_at &&
          ` · ${t('classedBy', { who: row.classified_by_name, at: date(row.classified_at) })}`}
      </small>
      {differs && <small>{t('proposed', { name: labelOf(POOL_CLASSES[differs], lang) })}</small>}
    </span>
  );
}
