import { App, Button, Checkbox, Input, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { SwotItemInput, SwotView } from '@/api/gen';
import {
  assessmentsSwotOptions,
  indicatorTreeReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { ProblemAlert, Skeleton } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

/** The four lists; every entry links to an indicator and counts once confirmed. */
export function SwotEditor({ assessmentId }: { assessmentId: string }) {
  const { data, error, isPending, refetch } = useQuery(
    assessmentsSwotOptions({ path: { assessment_id: assessmentId } }),
  );
  if (isPending) return <Skeleton rows={6} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Lists key={data.version} assessmentId={assessmentId} data={data} />;
}

const QUADRANTS = ['S', 'W', 'O', 'T'] as const;

function Lists({ assessmentId, data }: { assessmentId: string; data: SwotView }) {
  const t = useReportText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const tree = useQuery(indicatorTreeReadOptions());
  const [items, setItems] = useState<SwotItemInput[]>(() =>
    data.items.map(({ quadrant, statement, indicator_code, file_ids, rating, confirmed }) => ({
      quadrant,
      statement,
      indicator_code,
      file_ids,
      rating,
      confirmed,
    })),
  );
  const [error, setError] = useState<unknown>(null);
  const leaves = (tree.data?.root.children ?? []).flatMap((dimension) => dimension.children);
  const options = leaves.map((leaf) => ({ value: leaf.code, label: leaf.name }));
  const change = (index: number, part: Partial<SwotItemInput>) =>
    setItems(items.map((item, k) => (k === index ? { ...item, ...part } : item)));
  const save = async () => {
    setError(null);
    try {
      await api.put(
        `/api/v1/assessments/${assessmentId}/swot`,
        {
          items,
          strategies: data.strategies.map(({ type, text, uses }) => ({ type, text, uses })),
        },
        { version: data.version },
      );
      await refresh(
        client,
        'assessmentsSwot',
        'assessmentsMaturity',
        'assessmentsReport',
        'assessmentsPanel',
      );
      void message.success(t('saved'));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section className="panel" aria-labelledby="swot-edit">
      <h2 id="swot-edit">{t('swotEdit')}</h2>
      <p className={s.small}>{t('swotHint')}</p>
      {QUADRANTS.map((quadrant) => (
        <fieldset key={quadrant} className={s.quadrant}>
          <legend>{t(quadrant)}</legend>
          {items.map(
            (item, index) =>
              item.quadrant === quadrant && (
                <div key={index} className={s.entry}>
                  <Input
                    aria-label={`${t(quadrant)} ${t('statement')}`}
                    maxLength={120}
                    value={item.statement}
                    onChange={(event) => change(index, { statement: event.target.value })}
                  />
                  <Select
                    allowClear
                    aria-label={t('indicator')}
                    placeholder={t('indicator')}
                    options={options}
                    value={item.indicator_code || undefined}
                    onChange={(code?: string) => change(index, { indicator_code: code ?? '' })}
                  />
                  <Checkbox
                    checked={item.confirmed}
                    onChange={(event) => change(index, { confirmed: event.target.checked })}
                  >
                    {t('confirmed')}
                  </Checkbox>
                  <Button
                    size="small"
                    onClick={() => setItems(items.filter((_, k) => k !== index))}
                  >
                    {t('remove')}
                  </Button>
                </div>
              ),
          )}
          <Button
            size="small"
            onClick={() => setItems([...items, { quadrant, statement: '', confirmed: true }])}
          >
            {t('add')}
          </Button>
        </fieldset>
      ))}
      <ProblemAlert error={error} />
      <Button type="primary" disabled={!data.editable} onClick={() => void save()}>
        {t('save')}
      </Button>
    </section>
  );
}
