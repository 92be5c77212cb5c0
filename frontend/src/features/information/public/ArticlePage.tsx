import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { articlesReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import {
  DemoTag,
  DescriptionGrid,
  historyItems,
  PageHeader,
  ProblemAlert,
  Skeleton,
  Tag,
  Timeline,
} from '@/shared/ui';
import { useInfoText } from '../i18n';
import { StaffActions } from './StaffActions';
import s from './info.module.css';

/** One item with our short reading and the way to the original. */
export default function ArticlePage() {
  const t = useInfoText();
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(articlesReadOptions({ path: { article_id: id } }));
  if (!data) {
    return (
      <div className={s.page}>
        {error ? (
          <ProblemAlert error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={8} />
        )}
      </div>
    );
  }
  return (
    <div className={s.page}>
      <PageHeader
        title={data.title}
        trail={[[t('info'), '/info'], [data.category_label]]}
        tags={
          <>
            <Tag tone="indigo">{data.category_label}</Tag>
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={<StaffActions article={data} />}
      />
      <section className="panel" lang="zh-CN">
        <h2>{t('interpretation')}</h2>
        <p className={s.text}>{data.interpretation}</p>
        <DescriptionGrid
          items={[
            { label: t('issuer'), value: data.issuer },
            data.category === 'policy' || data.number
              ? { label: t('number'), value: data.number }
              : null,
            { label: t('issued'), value: data.date_text },
            { label: t('topic'), value: data.topic },
            data.parties ? { label: t('parties'), value: data.parties, wide: true } : null,
            data.amount ? { label: t('amount'), value: data.amount } : null,
            data.note ? { label: t('note'), value: data.note, wide: true } : null,
          ]}
        />
        {data.metrics.length > 0 && (
          <>
            <h3 className={s.sub}>{t('figures')}</h3>
            <DescriptionGrid
              items={data.metrics.map((item) => ({ label: item.name, value: item.value }))}
            />
          </>
        )}
        <h3 className={s.sub}>{t('source')}</h3>
        <p className={s.url}>
          <a href={data.url} target="_blank" rel="noreferrer noopener">
            {t('open')}：{data.url}
          </a>
        </p>
        <p className={s.quiet}>
          {t('sourceHint')} {t('taken', { date: date(data.imported_at) })}
        </p>
      </section>
      {data.history.length > 0 && (
        <section className="panel">
          <h2>{t('history')}</h2>
          <Timeline items={historyItems(data.history).reverse()} />
        </section>
      )}
    </div>
  );
}
