import { App, Button, Checkbox, Input, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { MaturityItemView, MaturityView } from '@/api/gen';
import { assessmentsMaturityOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { ProblemAlert, Skeleton, TrlMeter } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { MaturityParts } from './MaturityParts';
import { bare, partInputs, partsOf, proofInputs, toggled, type Part, type Proof } from './proofs';
import s from './report.module.css';

/** Proofs level by level; the level follows from them and from nothing else. */
export function MaturityEditor({ assessmentId }: { assessmentId: string }) {
  const { data, error, isPending, refetch } = useQuery(
    assessmentsMaturityOptions({ path: { assessment_id: assessmentId } }),
  );
  if (isPending) return <Skeleton rows={6} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Editor key={`${data.version}${data.scale_id}`} assessmentId={assessmentId} data={data} />;
}

function Editor({ assessmentId, data }: { assessmentId: string; data: MaturityView }) {
  const t = useReportText();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const [scale, setScale] = useState(data.scale_id);
  const [licensed, setLicensed] = useState(data.licensed);
  const [parts, setParts] = useState<Part[]>(() => partsOf(data));
  const [at, setAt] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const part = parts[Math.min(at, parts.length - 1)];
  const proofs = part?.proofs ?? {};
  const setProofs = (next: Part['proofs']) =>
    setParts(parts.map((one) => (one === part ? { ...one, proofs: next } : one)));
  const lacking = parts.some((one) => bare(one.proofs).length > 0);
  const put = async (scale_id: string, kept: readonly Part[]) => {
    setError(null);
    try {
      await api.put(
        `/api/v1/assessments/${assessmentId}/maturity`,
        { scale_id, licensed, components: partInputs(kept), proofs: proofInputs(kept) },
        { version: data.version },
      );
      await refresh(
        client,
        'assessmentsMaturity',
        'assessmentsReport',
        'assessmentsReportDocument',
        'assessmentsSwot',
        'assessmentsPanel',
      );
      void message.success(t('saved'));
    } catch (problem) {
      setError(problem);
    }
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
            const change = () => {
              setScale(value);
              void put(
                value,
                parts.map((one) => ({ ...one, proofs: {} })),
              );
            };
            const n = proofInputs(parts).length;
            if (n === 0) change();
            else {
              // items belong to their scale: what was checked on this one is lost
              void modal.confirm({
                title: t('scaleChange'),
                content: t('scaleChangeText', { n }),
                okText: t('scaleChange'),
                cancelText: t('cancel'),
                onOk: change,
              });
            }
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
      <MaturityParts
        parts={parts}
        levels={data.components}
        at={Math.min(at, parts.length - 1)}
        disabled={!data.editable}
        onAt={setAt}
        onChange={setParts}
      />
      <ol className={s.levels}>
        {data.levels.map((level) => (
          <li key={level.level} data-on={level.level <= levelOf(data, part?.name)}>
            <b>{t('levelOf', { n: level.level, name: level.label })}</b>
            {level.evidence.map((item) => (
              <Item
                key={item.code}
                item={item}
                data={data}
                proof={proofs[item.code]}
                missing={bare(proofs).includes(item.code)}
                onToggle={(on) => setProofs(toggled(proofs, item.code, on))}
                onChange={(proof) => setProofs({ ...proofs, [item.code]: proof })}
              />
            ))}
          </li>
        ))}
      </ol>
      <ProblemAlert error={error} />
      {data.editable && (
        <Button type="primary" disabled={lacking} onClick={() => void put(scale, parts)}>
          {t('save')}
        </Button>
      )}
    </section>
  );
}

const levelOf = (data: MaturityView, name: string | undefined) =>
  data.components.find((one) => one.name === name)?.level ?? 0;

interface ItemProps {
  item: MaturityItemView;
  data: MaturityView;
  proof: Proof | undefined;
  missing: boolean;
  onToggle: (on: boolean) => void;
  onChange: (proof: Proof) => void;
}

function Item({ item, data, proof, missing, onToggle, onChange }: ItemProps) {
  const t = useReportText();
  const files = data.files.map((file) => ({ value: file.id, label: file.name }));
  return (
    <div>
      <Checkbox
        checked={proof !== undefined}
        disabled={!data.editable}
        onChange={(event) => onToggle(event.target.checked)}
      >
        {item.label}
      </Checkbox>
      {proof && (
        <span className={s.proof}>
          {files.length > 0 && (
            <Select
              allowClear
              size="small"
              aria-label={`${item.label}：${t('linkFile')}`}
              placeholder={t('linkFile')}
              disabled={!data.editable}
              options={files}
              value={proof.file_id ?? undefined}
              onChange={(id?: string) => onChange({ ...proof, file_id: id ?? null })}
            />
          )}
          <Input
            size="small"
            aria-label={`${item.label}：${t('where')}`}
            placeholder={t('where')}
            maxLength={500}
            status={missing ? 'warning' : ''}
            disabled={!data.editable}
            value={proof.note}
            onChange={(event) => onChange({ ...proof, note: event.target.value })}
          />
        </span>
      )}
    </div>
  );
}
