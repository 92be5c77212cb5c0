import { App, Button, Checkbox, Input, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { StrategyInput, SwotItemInput, SwotView } from '@/api/gen';
import { assessmentsSwotOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { ProblemAlert, Skeleton } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { itemsOf, QUADRANTS, strategiesOf, without } from './swot';
import { SwotStrategies } from './SwotStrategies';
import s from './report.module.css';

/** The four lists; every entry links to an indicator or a file and counts once confirmed. */
export function SwotEditor({ assessmentId }: { assessmentId: string }) {
  const { data, error, isPending, refetch } = useQuery(
    assessmentsSwotOptions({ path: { assessment_id: assessmentId } }),
  );
  if (isPending) return <Skeleton rows={6} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Lists key={data.version} assessmentId={assessmentId} data={data} />;
}

function Lists({ assessmentId, data }: { assessmentId: string; data: SwotView }) {
  const t = useReportText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [items, setItems] = useState<SwotItemInput[]>(() => itemsOf(data));
  const [strategies, setStrategies] = useState<StrategyInput[]>(() => strategiesOf(data));
  const [error, setError] = useState<unknown>(null);
  const options = data.leaves.map((leaf) => ({ value: leaf.code, label: leaf.name }));
  const files = data.files.map((file) => ({ value: file.id, label: file.name }));
  const change = (index: number, part: Partial<SwotItemInput>) =>
    setItems(items.map((item, k) => (k === index ? { ...item, ...part } : item)));
  const remove = (index: number) => {
    const next = without(items, strategies, index);
    setItems(next.items);
    setStrategies(next.strategies);
  };
  const save = async (kept: SwotItemInput[]) => {
    setError(null);
    try {
      await api.put(
        `/api/v1/assessments/${assessmentId}/swot`,
        { items: kept, strategies },
        { version: data.version },
      );
      await refresh(
        client,
        'assessmentsSwot',
        'assessmentsMaturity',
        'assessmentsReport',
        'assessmentsReportDocument',
        'assessmentsPanel',
      );
      void message.success(t('saved'));
    } catch (problem) {
      setError(problem);
    }
  };
  const open = items.some((item) => !item.confirmed);
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
                    aria-label={`${t(quadrant)} ${t('indicator')}`}
                    placeholder={t('indicator')}
                    options={options}
                    value={item.indicator_code || undefined}
                    onChange={(code?: string) => change(index, { indicator_code: code ?? '' })}
                  />
                  {files.length > 0 && (
                    <Select
                      mode="multiple"
                      aria-label={`${t(quadrant)} ${t('linkFile')}`}
                      placeholder={t('linkFile')}
                      options={files}
                      value={item.file_ids ?? []}
                      onChange={(file_ids: string[]) => change(index, { file_ids })}
                    />
                  )}
                  <Checkbox
                    checked={item.confirmed ?? false}
                    onChange={(event) => change(index, { confirmed: event.target.checked })}
                  >
                    {t('confirmed')}
                  </Checkbox>
                  <Button size="small" onClick={() => remove(index)}>
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
      <SwotStrategies items={items} strategies={strategies} onChange={setStrategies} />
      <ProblemAlert error={error} />
      <div className={s.buttons}>
        <Button type="primary" disabled={!data.editable} onClick={() => void save(items)}>
          {t('save')}
        </Button>
        {open && (
          <Button
            disabled={!data.editable}
            onClick={() => void save(items.map((item) => ({ ...item, confirmed: true })))}
          >
            {t('confirmAll')}
          </Button>
        )}
      </div>
    </section>
  );
}
