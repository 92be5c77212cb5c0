import { Button, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { DelphiStudyView } from '@/api/gen';
import { date, dateTime } from '@/shared/lib/format';
import { Bar, ProblemAlert, Tag } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import { useActiveExperts } from '../useActiveExperts';
import o from '../organise.module.css';
import s from './delphi.module.css';

interface Props {
  study: DelphiStudyView;
  onChange: (next: DelphiStudyView) => void;
  onRemind: () => Promise<void>;
}

/** Who is asked and who has answered; never what. */
export function PanelProgress({ study, onChange, onRemind }: Props) {
  const t = useDelphiText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const round = study.rounds.at(-1);
  const running = study.status === 'collecting' && round ? round : null;
  const remind = async () => {
    setBusy(true);
    setError(null);
    await onRemind().catch(setError);
    setBusy(false);
  };
  return (
    <section className="panel" aria-labelledby="progress">
      <div className={o.head}>
        <h2 id="progress">{t('progress')}</h2>
        {study.may_remind && (
          <Button loading={busy} onClick={() => void remind()}>
            {t('remind')}
          </Button>
        )}
      </div>
      <p className={o.lead}>{t('progressLead')}</p>
      <ProblemAlert error={error} />
      {running && (
        <div className={s.bar}>
          <Bar
            share={running.returned / Math.max(1, running.sent)}
            label={t('returnedOf', { n: running.returned, total: running.sent })}
          />
          <span className="num">
            {t('returnedOf', { n: running.returned, total: running.sent })}
            {running.due_on && ` · ${t('dueOn', { at: date(running.due_on) })}`}
          </span>
        </div>
      )}
      {study.may_invite && <PanelField study={study} onChange={onChange} />}
      {study.panelists.length === 0 && <p>{t('noPanel')}</p>}
      <ul className={s.people}>
        {study.panelists.map((person) => (
          <li key={person.expert_id}>
            <div>
              <b>{person.name}</b>
              <small>
                {person.category_label} · {person.organisation_name}
              </small>
            </div>
            {running && (
              <div>
                <Tag tone={person.submitted ? 'good' : 'ochre'} icon>
                  {t(person.submitted ? 'answered' : 'waiting')}
                </Tag>
                {!person.submitted && person.reminded_at && (
                  <small>{t('reminded', { at: dateTime(person.reminded_at) })}</small>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PanelField({ study, onChange }: Pick<Props, 'study' | 'onChange'>) {
  const t = useDelphiText();
  const options = useActiveExperts();
  const [picked, setPicked] = useState(() => study.panelists.map((person) => person.expert_id));
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setError(null);
    try {
      onChange(
        await api.put<DelphiStudyView>(
          `/api/v1/delphi-studies/${study.id}/panel`,
          { expert_ids: picked },
          { version: study.version },
        ),
      );
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <div className={o.invite}>
        <Select
          mode="multiple"
          aria-label={t('panel')}
          placeholder={t('panelHint')}
          optionFilterProp="label"
          options={options}
          value={picked}
          onChange={setPicked}
        />
        <Button onClick={() => void save()}>{t('save')}</Button>
      </div>
      <ProblemAlert error={error} />
    </>
  );
}
