import { Button, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { WeightSetView } from '@/api/gen';
import { ProblemAlert, StateTag } from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useWeightText } from '../../i18n/weights';
import { AHP_STATES } from '../../labels';
import { useActiveExperts } from '../useActiveExperts';
import o from '../organise.module.css';

interface Props {
  data: WeightSetView;
  onChange: (next: WeightSetView) => void;
}

/** Judgements by pseudonym: how far, how consistent, and the worst judgement in words. */
export function Participants({ data, onChange }: Props) {
  const t = useWeightText();
  const back =
    (sheet: string, version: number) =>
    async (_: string, { reason }: ActionFacts) =>
      onChange(
        await api.post<WeightSetView>(
          `/api/v1/ahp-sheets/${sheet}/return`,
          { reason },
          { version },
        ),
      );
  return (
    <section className="panel" aria-labelledby="participants">
      <h2 id="participants">{t('participants')}</h2>
      {data.may_invite && <Invite data={data} onChange={onChange} />}
      <ul className={o.rules}>
        {data.participants.map((sheet) => (
          <li key={sheet.id}>
            <b>{sheet.pseudonym}</b>
            <StateTag status={sheet.status} labels={AHP_STATES} />
            <span className="num">
              {t('answered', { n: sheet.answered, total: sheet.total })}
              {sheet.cr_max != null && ` · max CR ${sheet.cr_max.toFixed(3)}`}
              {sheet.returned > 0 && ` · ${t('returnedTimes', { n: sheet.returned })}`}
            </span>
            {sheet.words.map((line) => (
              <small key={line} lang="zh-CN">
                {line}
              </small>
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
  );
}

function Invite({ data, onChange }: Props) {
  const t = useWeightText();
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
      <div className={o.invite}>
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
