import { App, Button, Checkbox, Input, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { MaturityView } from '@/api/gen';
import { assessmentsMaturityOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { ProblemAlert, Skeleton, TrlMeter } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

/** Proofs level by level; the level follows from them and from nothing else. */
export function MaturityEditor({ assessmentId }: { assessmentId: string }) {
  const { data, error, isPending, refetch } = useQuery(
    assessmentsMaturityOptions({ path: { assessment_id: assessmentId } }),
  );
  if (isPending) return <Skeleton rows={6} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Proofs key={`${data.version}${data.scale_id}`} assessmentId={assessmentId} data={data} />;
}

function Proofs({ assessmentId, data }: { assessmentId: string; data: MaturityView }) {
  const t = useReportText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const evidence = data.levels.flatMap((level) => level.evidence);
  const [scale, setScale] = useState(data.scale_id);
  const [licensed, setLicensed] = useState(data.licensed);
  const [notes, setNotes] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      evidence
        .filter((item) => item.on_file)
        .map((item) => [item.code, item.note || item.file_name]),
    ),
  );
  const [error, setError] = useState<unknown>(null);
  const put = async (scale_id: string, kept: Record<string, string>) => {
    setError(null);
    try {
      await api.put(
        `/api/v1/assessments/${assessmentId}/maturity`,
        {
          scale_id,
          licensed,
          proofs: Object.entries(kept).map(([code, note]) => ({
            code,
            note,
            file_id: evidence.find((item) => item.code === code)?.file_id ?? null,
          })),
        },
        { version: data.version },
      );
      await refresh(
        client,
        'assessmentsMaturity',
        'assessmentsReport',
        'assessmentsSwot',
        'assessmentsPanel',
      );
      void message.success(t('saved'));
    } catch (problem) {
      setError(problem);
    }
  };
  const toggle = (code: string, on: boolean) => {
    const next = { ...notes };
    if (on) next[code] = '';
    else delete next[code];
    setNotes(next);
  };
  return (
    <section className="panel" aria-labelledby="maturity-edit">
      <div className={s.head}>
        <h2 id="maturity-edit">{t('maturityEdit')}</h2>
        <TrlMeter level={data.level || null} stage={data.stage_label} />
      </div>
      <p className={s.small}>{t('maturityHint')}</p>
      <div className={s.buttons}>
        <Select
          aria-label={t('scale')}
          value={scale}
          disabled={!data.editable}
          style={{ minWidth: 220 }}
          options={data.scales.map((item) => ({ value: item.id, label: item.name }))}
          onChange={(value) => {
            setScale(value);
            void put(value, {});
          }}
        />
        <Checkbox
          checked={licensed}
          disabled={!data.editable}
          onChange={(event) => setLicensed(event.target.checked)}
        >
          {t('licensed')}
        </Checkbox>
      </div>
      <ol className={s.levels}>
        {data.levels.map((level) => (
          <li key={level.level} data-on={level.level <= data.level}>
            <b>{t('level', { n: level.level, name: level.label })}</b>
            {level.evidence.map((item) => (
              <div key={item.code}>
                <Checkbox
                  checked={notes[item.code] !== undefined}
                  disabled={!data.editable}
                  onChange={(event) => toggle(item.code, event.target.checked)}
                >
                  {item.label}
                </Checkbox>
                {notes[item.code] !== undefined && (
                  <Input
                    size="small"
                    aria-label={`${item.label}：${t('where')}`}
                    placeholder={t('where')}
                    maxLength={500}
                    disabled={!data.editable}
                    value={notes[item.code]}
                    onChange={(event) => setNotes({ ...notes, [item.code]: event.target.value })}
                  />
                )}
              </div>
            ))}
          </li>
        ))}
      </ol>
      <ProblemAlert error={error} />
      {data.editable && (
        <Button type="primary" onClick={() => void put(scale, notes)}>
          {t('save')}
        </Button>
      )}
    </section>
  );
}
