import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { metricsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import type { MetricView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { Notice, PageHeader, ProblemAlert, Seg, Skeleton } from '@/shared/ui';
import { useMetricsText } from '../i18n';
import { headlineOf } from '../labels';
import { PRESETS } from '../period';
import { useQuality } from '../useQuality';
import { MetricCard } from './MetricCard';
import { MetricDetail } from './MetricDetail';
import { RecordTable } from './RecordTable';
import s from './Quality.module.css';

/** The seven indicators of clause 7; both shells show it. */
export function QualityBoard({ children }: { children?: ReactNode }) {
  const t = useMetricsText();
  const { preset, period, choice, setPreset, choose } = useQuality();
  const result = useQuery({
    ...metricsListOptions({ query: period }),
    placeholderData: keepPreviousData,
  });
  const { data } = result;
  const chosen =
    data?.metrics.find((metric) => metric.code === choice.metric && metric.live) ??
    data?.metrics.find((metric) => metric.live);
  return (
    <div className={s.page}>
      <PageHeader
        title={t('title')}
        subtitle={
          data &&
          t('lead', { from: data.period_from, to: data.period_to, at: dateTime(data.computed_at) })
        }
        extra={
          <Seg
            name="period"
            label={t('period')}
            value={preset}
            onChange={setPreset}
            options={PRESETS.map((value) => ({ value, label: t(value) }))}
          />
        }
      />
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
      {result.isPending && <Skeleton rows={10} />}
      {data && (
        <>
          {data.has_demo && <Notice>{t('demoNote')}</Notice>}
          <ul className={s.cards} data-stale={result.isPlaceholderData}>
            {data.metrics.map((metric) => (
              <MetricCard
                key={metric.code}
                metric={metric}
                chosen={metric.code === chosen?.code}
                onOpen={() =>
                  choose({ metric: metric.code, variant: null, part: 'numerator', page: 1 })
                }
              />
            ))}
            <Summary metrics={data.metrics} />
          </ul>
          {chosen && (
            <>
              <MetricDetail metric={chosen} choice={choice} choose={choose} />
              <RecordTable metric={chosen} choice={choice} choose={choose} period={period} />
            </>
          )}
        </>
      )}
      {children}
    </div>
  );
}

function Summary({ metrics }: { metrics: MetricView[] }) {
  const t = useMetricsText();
  const live = metrics.filter((metric) => metric.live);
  const of = (tone: string) => live.filter((metric) => headlineOf(metric)?.tone === tone).length;
  return (
    <li className={s.summary}>
      <h2 className="serif">{t('summary')}</h2>
      <p>{t('good', { n: of('good') })}</p>
      <p>{t('fair', { n: of('fair') })}</p>
      <p data-alarm={of('poor') > 0}>{t('poor', { n: of('poor') })}</p>
      <p>{t('none', { n: of('none') })}</p>
      <p>{t('closed', { n: metrics.length - live.length })}</p>
      <small>{t('drill')}</small>
    </li>
  );
}
