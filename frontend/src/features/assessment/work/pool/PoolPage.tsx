import { Select } from 'antd';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { withQuery } from '@/api/client';
import type { ClassifiedView } from '@/api/gen';
import {
  institutionPoolBoardOptions,
  institutionPoolListOptions,
  organisationsListOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useMe } from '@/api/me';
import { useListState } from '@/shared/lib/useListState';
import {
  Button,
  EmptyState,
  Notice,
  PageHeader,
  ProblemAlert,
  SearchBox,
  Skeleton,
} from '@/shared/ui';
import { usePoolText } from '../../i18n/pool';
import { useWritesForInstitution } from '../institution/useWrites';
import { Board } from './Board';
import { ClassifyDialog } from './ClassifyDialog';
import s from './pool.module.css';
import { PoolTable } from './PoolTable';
import { poolQuery } from './query';

/** The pool of an institution: board, list, batch action, export (5.1.2.3.8). */
export default function PoolPage() {
  const t = usePoolText();
  const { me } = useMe();
  const client = useQueryClient();
  const mayClass = useWritesForInstitution();
  const inside = mayClass || !me;
  const list = useListState({ filters: ['org', 'class', 'status'], sort: '-created_at' });
  const { set } = list;
  const [picked, setPicked] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<ClassifiedView | null>(null);
  const org = list.filters.org[0];
  const ready = inside || Boolean(org);
  const chosen = { org, pool: list.filters.class[0] ?? '', status: list.filters.status[0] ?? '' };
  const query = poolQuery({ ...chosen, q: list.q });
  const board = useQuery({
    ...institutionPoolBoardOptions({ query: { org_id: org } }),
    enabled: ready,
  });
  const result = useQuery({
    ...institutionPoolListOptions({
      query: { ...query, page: list.page, size: list.size, sort: list.sort },
    }),
    placeholderData: keepPreviousData,
    enabled: ready,
  });
  const organisations = useQuery({
    ...organisationsListOptions({ query: { size: 100 } }),
    enabled: Boolean(me) && !inside,
  });
  const search = useCallback((q: string) => set({ q }), [set]);
  const filter = (next: { class?: string; status?: string }) => {
    setPicked([]);
    // A figure of the board counts all of them: words typed before would narrow its list.
    set({
      q: '',
      filters: {
        class: next.class ? [next.class] : [],
        status: next.status ? [next.status] : [],
      },
    });
  };
  const finish = (answer: ClassifiedView) => {
    setAsking(false);
    setPicked([]);
    setDone(answer);
    void refresh(client, 'institutionPoolBoard', 'institutionPoolList');
  };
  return (
    <>
      <PageHeader
        title={t('pool')}
        subtitle={t('lead')}
        extra={
          ready && (
            <a
              className={s.export}
              href={withQuery('/api/v1/institution-pool/export', query)}
              download
            >
              {t('export')}
            </a>
          )
        }
      />
      {!inside && (
        <label className={s.org}>
          <span>{t('organisation')}</span>
          <Select
            showSearch
            optionFilterProp="label"
            placeholder={t('chooseOrganisation')}
            loading={organisations.isPending}
            value={org}
            options={(organisations.data?.items ?? []).map((row) => ({
              value: row.id,
              label: row.name,
            }))}
            onChange={(value: string) => set({ filters: { org: [value], class: [], status: [] } })}
          />
        </label>
      )}
      {!ready && <EmptyState title={t('chooseOrganisation')}>{t('chooseText')}</EmptyState>}
      {ready && board.isPending && <Skeleton rows={4} />}
      <ProblemAlert error={board.error} onRetry={() => void board.refetch()} />
      {board.data && (
        <Board
          board={board.data}
          chosenClass={chosen.pool}
          chosenStatus={chosen.status}
          onClass={(value) => filter({ class: value })}
          onStatus={(value) => filter({ status: value })}
        />
      )}
      {done && (
        <Notice tone={done.skipped.length > 0 ? 'warn' : 'good'}>
          {t('done', { n: done.classified })}
          {done.skipped.length > 0 && (
            <>
              {' '}
              {t('skipped')}
              <ul className={s.bullets}>
                {done.skipped.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
        </Notice>
      )}
      {ready && (
        <>
          <div className={s.tools}>
            <SearchBox size="small" value={list.q} onSearch={search} placeholder={t('find')} />
            {picked.length > 0 && (
              <span className={s.picked}>
                {t('selected', { n: picked.length })}
                <Button kind="primary" size="small" onClick={() => setAsking(true)}>
                  {t('classify')}
                </Button>
                <Button kind="text" size="small" onClick={() => setPicked([])}>
                  {t('clear')}
                </Button>
              </span>
            )}
          </div>
          <PoolTable
            result={result}
            list={list}
            picked={mayClass ? picked : null}
            onPick={setPicked}
          />
        </>
      )}
      {asking && <ClassifyDialog ids={picked} onDone={finish} onClose={() => setAsking(false)} />}
    </>
  );
}
