import { Input } from 'antd';
import type { DelphiTaskView } from '@/api/gen';
import { Seg } from '@/shared/ui';
import { useDelphiTaskText } from '../../../i18n/delphiTask';
import { BASES, EXTENTS, FAMILIARITIES, type Answer } from './answers';
import s from './task.module.css';

interface Props {
  task: DelphiTaskView;
  answer: Answer;
  disabled: boolean;
  onChange: (next: Answer) => void;
}

const NONE = '';

/** What gives a judgement its authority: familiarity with the field and the four bases. */
export function Statement({ task, answer, disabled, onChange }: Props) {
  const t = useDelphiTaskText();
  return (
    <section className="panel" aria-labelledby="about" id="about-me">
      <h2 id="about">{t('about')}</h2>
      <p className={s.lead}>{t('aboutLead')}</p>
      <fieldset className={s.statement} disabled={disabled}>
        <legend className="vh">{t('about')}</legend>
        <div className={s.line}>
          <span aria-hidden>{t('familiarity')}</span>
          <Seg
            name="familiarity"
            label={t('familiarity')}
            value={answer.familiarity ?? NONE}
            options={FAMILIARITIES.map((value) => ({ value: value as string, label: t(value) }))}
            onChange={(value) =>
              onChange({ ...answer, familiarity: value as Answer['familiarity'] })
            }
          />
        </div>
        <p className={s.sub}>{t('basis')}</p>
        {BASES.map((basis) => (
          <div className={s.line} key={basis}>
            <span aria-hidden>{t(basis)}</span>
            <Seg
              name={`basis-${basis}`}
              label={`${t('basis')}：${t(basis)}`}
              value={(answer.basis[basis] as string | undefined) ?? NONE}
              options={EXTENTS.map((value) => ({ value: value as string, label: t(value) }))}
              onChange={(value) =>
                onChange({ ...answer, basis: { ...answer.basis, [basis]: value } })
              }
            />
          </div>
        ))}
      </fieldset>
      <label className={s.why}>
        <span>{t('suggestions')}</span>
        <Input.TextArea
          autoSize={{ minRows: 2 }}
          maxLength={2000}
          placeholder={t('suggestionsHint')}
          value={answer.suggestions}
          disabled={disabled}
          onChange={(event) => onChange({ ...answer, suggestions: event.target.value })}
        />
      </label>
      {task.group_suggestions.length > 0 && (
        <details className={s.voices}>
          <summary>{t('groupSuggestions')}</summary>
          <ul>
            {task.group_suggestions.map((text, k) => (
              <li key={k}>{text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
