import { Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { WeightSetView } from '@/api/gen';
import { weightSetsReadOptions, weightSetsReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import {
  CopyText,
  DemoTag,
  DescriptionGrid,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useWeightText } from '../../i18n/weights';
import { WEIGHT_STATES } from '../../labels';
import { Group } from './Group';
import { LeafTable } from './LeafTable';
import { Participants } from './Participants';
import { Source } from './Source';
import o from '../organise.module.css';

/** One weighting study: judgements by pseudonym, group result, sources, approval as a version. */
export default function WeightSetPage() {
  const t = useWeightText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { weight_set_id: id };
  const { data, error, isPending, refetch } = useQuery(weightSetsReadOptions({ path }));
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: WeightSetView) => {
    client.setQueryData(weightSetsReadQueryKey({ path }), next);
    void refresh(client, 'weightSetsList');
  };
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = action === 'retire' ? { reason } : undefined;
    const url = `/api/v1/weight-sets/${id}/${action}`;
    put(await api.post<WeightSetView>(url, body, { version: data.version }));
  };
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('weightSets'), '/work/weight-sets'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={WEIGHT_STATES} />
            {data.revision && <Tag tone="good">{t('revisionOf', { n: data.revision })}</Tag>}
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <>
            <ActionBar actions={data.available_actions} onAction={act} danger={['retire']} />
            <span className="no-print">
              <Button onClick={() => window.print()}>{t('print')}</Button>
            </span>
          </>
        }
      />
      <div className={o.stack}>
        <Lines title={t('problems')} lines={data.problems} />
        <Lines title={t('flags')} lines={data.flags} />
        <section className="panel" aria-label={t('method')}>
          <Facts data={data} />
        </section>
        <Participants data={data} onChange={put} />
        <Group data={data} />
        <Source data={data} onChange={put} />
        <LeafTable data={data} />
      </div>
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <Notice tone="warn">
      <b>{title}</b>
      <ul className={o.bullets} lang="zh-CN">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Facts({ data }: { data: WeightSetView }) {
  const t = useWeightText();
  const three = (value: number | null) => (value == null ? '—' : value.toFixed(3));
  return (
    <DescriptionGrid
      items={[
        { label: t('tree'), value: `${data.tree_name} ${data.tree_version}` },
        { label: t('method'), value: t('methodText') },
        { label: t('ri'), value: `${data.ri_table} · CR ≤ ${data.cr_limit.toFixed(2)}` },
        { label: t('crMax'), value: three(data.cr_max) },
        { label: t('crGroup'), value: three(data.cr_group_max) },
        { label: t('crOverall'), value: three(data.cr_overall) },
        data.approved_at ? { label: t('approvedAt'), value: dateTime(data.approved_at) } : null,
        data.result_hash
          ? { label: t('hash'), value: <CopyText text={data.result_hash} />, wide: true }
          : null,
      ]}
    />
  );
}
