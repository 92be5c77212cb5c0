import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { SnapshotView } from '@/api/gen';
import {
  metricsListOptions,
  metricSnapshotsListOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { faultsByField } from '@/api/problem';
import type { Page } from '@/api/types';
import { dateTime } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, ProblemAlert, TextField } from '@/shared/ui';
import { useMetricsText } from '../i18n';
import { periodOf } from '../period';
import { useQuality } from '../useQuality';
import s from './Desk.module.css';

/** Fixing a closed period, and everything that was fixed. */
export function FixPeriod() {
  const t = useMetricsText();
  const { period } = useQuality();
  const metrics = useQuery(metricsListOptions({ query: period }));
  const list = useListState({ size: 20 });
  const result = useQuery({
    ...metricSnapshotsListOptions({ query: { page: 1, size: 50 } }),
    placeholderData: keepPreviousData,
  });
  const counts = (row: SnapshotView) =>
    `${row.numerator_count} / ${row.denominator_count} / ${row.excluded_count}`;
  return (
    <section className="panel" aria-labelledby="fixed">
      <h2 id="fixed">{t('snapshots')}</h2>
      {metrics.data?.can_fix && <FixForm />}
      <DataTable<SnapshotView>
        result={result}
        list={list}
        rowKey="id"
        label={t('snapshots')}
        empty={{ title: t('noSnapshots'), text: t('noSnapshotsHint') }}
        columns={[
          { title: t('metric'), dataIndex: 'name_zh' },
          { title: t('period'), render: (_, row) => `${row.period_from} – ${row.period_to}` },
          { title: t('way'), dataIndex: 'variant' },
          {
            title: t('value'),
            className: 'num',
            render: (_, row) => row.value ?? t('noSample'),
          },
          { title: t('grade'), dataIndex: 'grade' },
          { title: t('counts'), className: 'num', render: (_, row) => counts(row) },
          { title: t('takenAt'), render: (_, row) => dateTime(row.taken_at) },
          { title: t('takenBy'), dataIndex: 'taken_by_name' },
        ]}
        card={(row) => (
          <>
            <b>{row.name_zh}</b> {row.value ?? t('noSample')} {row.grade}
            <br />
            <small className="num">
              {row.period_from} – {row.period_to} · {counts(row)}
            </small>
          </>
        )}
      />
    </section>
  );
}

function FixForm() {
  const t = useMetricsText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [period, setPeriod] = useState(() => periodOf('lastQuarter'));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const faults = faultsByField(error);
  const fix = async () => {
    setBusy(true);
    setError(null);
    try {
      const taken = await api.post<Page<SnapshotView>>('/api/v1/metrics/snapshots', {
        period_from: period.from,
        period_to: period.to,
      });
      void message.success(t('fixDone', { n: taken.total }));
      await refresh(client, 'metricSnapshotsList', 'metricsList');
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p className={s.hint}>{t('fixHint')}</p>
      <div className={s.fix}>
        <TextField
          label={t('from')}
          type="date"
          required
          value={period.from}
          error={faults.from}
          onValue={(from) => setPeriod({ ...period, from })}
        />
        <TextField
          label={t('to')}
          type="date"
          required
          value={period.to}
          error={faults.to}
          onValue={(to) => setPeriod({ ...period, to })}
        />
        <Button type="primary" loading={busy} onClick={() => void fix()}>
          {t('fix')}
        </Button>
      </div>
      <ProblemAlert error={error} />
    </>
  );
}
