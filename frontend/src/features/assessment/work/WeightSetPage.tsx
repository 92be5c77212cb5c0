import { Button, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { MatrixView, WeightSetView } from '@/api/gen';
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
import { useAhpText } from '../i18n/ahp';
import { AHP_STATES, WEIGHT_STATES } from '../labels';
import { WeightBars } from './ahp/Weights';
import { useActiveExperts } from './useActiveExperts';
import s from './organise.module.css';

/** One weighting study: judgements by pseudonym, group result, approval as a version. */
export default function WeightSetPage() {
  const t = useAhpText();
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
  const back =
    (sheet: string, version: number) =>
    async (_: string, { reason }: ActionFacts) =>
      put(
        await api.post<WeightSetView>(
          `/api/v1/ahp-sheets/${sheet}/return`,
          { reason },
          { version },
        ),
      );
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
        extra={<ActionBar actions={data.available_actions} onAction={act} danger={['retire']} />}
      />
      <div className={s.stack}>
        {data.problems.length > 0 && (
          <Notice tone="warn">
            <b>{t('problems')}</b>
            <ul className={s.bullets}>
              {data.problems.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        <section className="panel">
          <DescriptionGrid
            items={[
              { label: t('tree'), value: `${data.tree_name} ${data.tree_version}` },
              { label: t('method'), value: t('methodText') },
              { label: t('ri'), value: `${data.ri_table} · CR ≤ ${data.cr_limit.toFixed(2)}` },
              data.approved_at
                ? { label: t('approvedAt'), value: dateTime(data.approved_at) }
                : null,
              data.result_hash
                ? { label: t('hash'), value: <CopyText text={data.result_hash} />, wide: true }
                : null,
            ]}
          />
        </section>
        <section className="panel" aria-labelledby="participants">
          <h2 id="participants">{t('participants')}</h2>
          {data.status === 'draft' && data.available_actions.length > 0 && (
            <Invite data={data} onChange={put} />
          )}
          <ul className={s.rules}>
            {data.participants.map((sheet) => (
              <li key={sheet.id}>
                <b>{sheet.pseudonym}</b>
                <StateTag status={sheet.status} labels={AHP_STATES} />
                <span className="num">
                  {t('answered', { n: sheet.answered, total: sheet.total })}
                  {sheet.cr_max != null && ` · max CR ${sheet.cr_max.toFixed(3)}`}
                </span>
                {sheet.words.map((line) => (
                  <small key={line}>{line}</small>
                ))}
                {data.status === 'draft' && (
                  <ActionBar
                    small
                    primary=""
                    hidden={['submit']}
                    actions={sheet.available_actions}
                    onAction={back(sheet.id, sheet.version)}
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
        <Group nodes={data.nodes} data={data} />
      </div>
    </>
  );
}

function Invite({ data, onChange }: { data: WeightSetView; onChange: (n: WeightSetView) => void }) {
  const t = useAhpText();
  const options = useActiveExperts();
  const [picked, setPicked] = useState<string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const invite = async () => {
    setError(null);
    try {
      onChange(
        await api.post<WeightSetView>(
          `/api/v1/weight-sets/${data.id}/participants`,
          { expert_ids: picked },
          { version: data.version },
        ),
      );
      setPicked([]);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <div className={s.invite}>
        <Select
          mode="multiple"
          aria-label={t('experts')}
          placeholder={t('experts')}
          optionFilterProp="label"
          options={options}
          value={picked}
          onChange={setPicked}
        />
        <Button disabled={picked.length === 0} onClick={() => void invite()}>
          {t('invite')}
        </Button>
      </div>
      <ProblemAlert error={error} />
    </>
  );
}

function Group({ nodes, data }: { nodes: MatrixView[]; data: WeightSetView }) {
  const t = useAhpText();
  if (nodes.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="group">
      <h2 id="group">{t('group')}</h2>
      <div className={s.nodes}>
        {nodes.map((node) => (
          <div key={node.node}>
            <h3>
              {node.name}{' '}
              <Tag tone={node.passed ? 'good' : 'seal'} icon>
                CR {node.cr?.toFixed(3)}
              </Tag>
            </h3>
            <WeightBars items={node.items} />
          </div>
        ))}
        <div>
          <h3>{t('leaves')}</h3>
          <WeightBars items={data.leaves} />
        </div>
      </div>
    </section>
  );
}
