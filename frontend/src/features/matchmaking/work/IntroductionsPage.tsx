import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { IntroductionRow, IntroductionStatus } from '@/api/gen';
import { introductionsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { Button, DataTable, DemoTag, PageHeader, Seg, StateTag, Tag } from '@/shared/ui';
import { useMatchText } from '../i18n';
import { INTRODUCTION_STATES } from '../labels';
import s from './introductions.module.css';

const addressOf = (row: IntroductionRow) => `/work/introductions/${row.id}`;

/** Introductions of my side, or for staff all (6.3.2). */
export default function IntroductionsPage() {
  const t = useMatchText();
  const list = useListState({ filters: ['status'], sort: '-created_at' });
  const status = list.filters.status[0] as IntroductionStatus | undefined;
  const result = useQuery({
    ...introductionsListOptions({
      query: { page: list.page, size: list.size, sort: list.sort, status },
    }),
    placeholderData: keepPreviousData,
  });
  const state = (row: IntroductionRow) => (
    <span className={s.state}>
      <StateTag status={row.status} labels={INTRODUCTION_STATES} />
      {row.waiting_for_me && <Tag tone="seal">{t('waitingForMe')}</Tag>}
    </span>
  );
  const next = (row: IntroductionRow) =>
    row.next_step && (
      <>
        {row.next_step} {row.next_date && <span className="num">{row.next_date}</span>}
      </>
    );
  return (
    <>
      <PageHeader title={t('introductions')} subtitle={t('introductionsLead')} />
      <div className={s.tools}>
        <Seg
          name="status"
          label={t('status')}
          value={status ?? ''}
          options={[
            { value: '', label: t('all') },
            { value: 'proposed', label: t('proposed') },
            { value: 'established', label: t('established') },
            { value: 'agreed', label: t('agreed') },
            { value: 'failed', label: t('ended') },
          ]}
          onChange={(value) => list.set({ filters: { status: value ? [value] : [] } })}
        />
      </div>
      <DataTable
        label={t('introductions')}
        result={result}
        list={list}
        rowKey="id"
        empty={{
          title: t('emptyIntroductions'),
          text: t('emptyHint'),
          action: <Button to="/library">{t('toLibrary')}</Button>,
        }}
        columns={[
          {
            title: t('outcome'),
            render: (_, row) => (
              <span className={s.title}>
                <Link to={addressOf(row)}>{row.outcome_title}</Link> <DemoTag show={row.is_demo} />
                <small className="num">
                  {row.number}
                  {row.demand_title && ` · ${row.demand_title}`}
                </small>
              </span>
            ),
          },
          {
            title: t('sides'),
            render: (_, row) => (
              <span className={s.title}>
                {row.demander_org_name}
                <small>{row.holder_org_name}</small>
              </span>
            ),
          },
          { title: t('status'), render: (_, row) => state(row) },
          { title: t('nextStep'), render: (_, row) => next(row) },
          {
            title: t('proposedAt'),
            sortKey: 'created_at',
            render: (_, row) => date(row.created_at),
          },
        ]}
        card={(row) => (
          <div className={s.card}>
            <Link to={addressOf(row)}>{row.outcome_title}</Link>
            {state(row)}
            <small className="num">
              {row.number} · {row.demander_org_name} – {row.holder_org_name}
            </small>
            <small>{next(row)}</small>
          </div>
        )}
      />
    </>
  );
}
