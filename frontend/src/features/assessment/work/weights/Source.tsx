import { App, Button, InputNumber, Radio, Select, Slider } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { DelphiSourceInput, WeightSetView } from '@/api/gen';
import { delphiStudiesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { ProblemAlert } from '@/shared/ui';
import { useWeightText } from '../../i18n/weights';
import o from '../organise.module.css';
import s from './weights.module.css';

interface Props {
  data: WeightSetView;
  onChange: (next: WeightSetView) => void;
}

const METHODS = ['additive', 'multiplicative', 'geometric'] as const;
type Method = (typeof METHODS)[number];

/** Which closed Delphi study stands beside the judgements, and how the two are joined. */
export function Source({ data, onChange }: Props) {
  const t = useWeightText();
  return (
    <section className="panel" aria-labelledby="source">
      <h2 id="source">{t('source')}</h2>
      <p className={o.lead}>{t('sourceLead')}</p>
      <p>
        {t('sourceNow')}：<b lang="zh-CN">{data.source_label}</b>{' '}
        {data.delphi_study_id && (
          <Link className={s.link} to={`/work/delphi-studies/${data.delphi_study_id}`}>
            {t('openStudy', { n: data.delphi_study_number })}
          </Link>
        )}
      </p>
      {data.delphi_study_id && (
        <p className={s.note}>{t(`${data.combination as Method}Hint` as const)}</p>
      )}
      {data.may_choose_source && <Choice key={data.version} data={data} onChange={onChange} />}
    </section>
  );
}

function Choice({ data, onChange }: Props) {
  const t = useWeightText();
  const { message } = App.useApp();
  const [study, setStudy] = useState(data.delphi_study_id ?? '');
  const [method, setMethod] = useState(data.combination as Method);
  const [theta, setTheta] = useState(data.theta);
  const [error, setError] = useState<unknown>(null);
  const studies = useQuery(delphiStudiesListOptions({ query: { status: 'closed', size: 100 } }));
  const options = [
    { value: '', label: t('noStudy') },
    ...(studies.data?.items ?? []).map((row) => ({
      value: row.id,
      label: `${row.number} ${row.title}`,
    })),
  ];
  const save = async () => {
    setError(null);
    const body: DelphiSourceInput = { study_id: study || null, method, theta };
    try {
      onChange(
        await api.put<WeightSetView>(`/api/v1/weight-sets/${data.id}/delphi`, body, {
          version: data.version,
        }),
      );
      void message.success(t('sourceSaved'));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <div className={`${s.choice} no-print`}>
      <label>
        <span>{t('study')}</span>
        <Select options={options} value={study} onChange={setStudy} aria-label={t('study')} />
      </label>
      {study && (
        <>
          <div>
            <span id="combination">{t('combination')}</span>
            <Radio.Group
              aria-labelledby="combination"
              options={METHODS.map((value) => ({ value, label: t(value) }))}
              value={method}
              onChange={(event) => setMethod(event.target.value as Method)}
            />
            <small>{t(`${method}Hint` as const)}</small>
          </div>
          {method === 'additive' && (
            <div>
              <span>{t('theta')}</span>
              <div className={s.theta}>
                <Slider
                  min={0}
                  max={1}
                  step={0.05}
                  value={theta}
                  onChange={setTheta}
                  ariaLabelForHandle={t('theta')}
                />
                <InputNumber
                  min={0}
                  max={1}
                  step={0.05}
                  value={theta}
                  aria-label={t('theta')}
                  onChange={(value) => setTheta(value ?? 0.5)}
                />
              </div>
            </div>
          )}
        </>
      )}
      <ProblemAlert error={error} />
      <div>
        <Button onClick={() => void save()}>{t('setSource')}</Button>
      </div>
    </div>
  );
}
