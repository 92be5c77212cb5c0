import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { MetricView, RecordView } from '@/api/gen';
import { metricRecordsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { DemoTag, EmptyState, Pager, ProblemAlert, Scroll, Skeleton } from '@/shared/ui';
import { useMetricsText } from '../i18n';
import type { Choice } from '../useQuality';
import s from './Quality.module.css';

interface Props {
  metric: MetricView;
  choice: Choice;
  choose: (change: Partial<Choice>) => void;
  period: { from: string; to: string };
}

const SIZE = 20;

function Title({ row }: { row: RecordView }) {
  return (
    <>
      {row.link ? <Link to={row.link}>{row.title}</Link> : row.title} <DemoTag show={row.is_demo} />
    </>
  );
}

/** The records behind a figure. */
export function RecordTable({ metric, choice, choose, period }: Props) {
  const t = useMetricsText();
  const lang = useLang();
  const name = labelOf({ label_zh: metric.name_zh, label_en: metric.name_en }, lang);
  const result = useQuery({
    ...metricRecordsListOptions({
      path: { code: metric.code },
      query: {
        ...period,
        part: choice.part,
        variant: choice.variant ?? undefined,
        page: choice.page,
        size: SIZE,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const { data } = result;
  return (
    <section className="panel" aria-labelledby="records" id="records-panel">
      <h2 id="records">{t('records', { name, label: data?.label ?? '' })}</h2>
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
      {result.isPending && <Skeleton rows={6} />}
      {data?.total === 0 && (
        <EmptyState plain title={t('noRecords')}>
          {t('noRecordsHint')}
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <>
          <Scroll label={t('records', { name, label: data.label })}>
            <table className={s.table} data-stale={result.isPlaceholderData}>
              <thead>
                <tr>
                  <th scope="col">{t('number')}</th>
                  <th scope="col">{t('subject')}</th>
                  <th scope="col">{t('on')}</th>
                  <th scope="col">{t('note')}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.map((row) => (
                  <tr key={row.id}>
                    <td className="num">{row.number}</td>
                    <td>
                      <Title row={row} />
                    </td>
                    <td className="num">{row.on ? date(row.on) : ''}</td>
                    <td>{row.note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <div className={s.foot}>
            <small>{data.items.every((row) => !row.link) && t('publicOnly')}</small>
            <Pager
              page={data.page}
              total={data.total}
              size={data.size}
              onGo={(page) => choose({ page })}
            />
          </div>
        </>
      )}
    </section>
  );
}
