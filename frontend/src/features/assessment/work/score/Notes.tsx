import { Checkbox, Input } from 'antd';
import type { NotesInput } from '@/api/gen';
import { useTaskText } from '../../i18n/tasks';
import s from './score.module.css';

interface Props {
  notes: NotesInput;
  disabled: boolean;
  onChange: (part: Partial<NotesInput>) => void;
}

const KINDS = ['ethics', 'ownership', 'safety'] as const;

/** Advice for the report, and vetoes where they are due. */
export function Notes({ notes, disabled, onChange }: Props) {
  const t = useTaskText();
  const vetoes = notes.vetoes ?? [];
  const toggle = (kind: (typeof KINDS)[number], on: boolean) =>
    onChange({
      vetoes: on ? [...vetoes, { kind, reason: '' }] : vetoes.filter((veto) => veto.kind !== kind),
    });
  return (
    <div className={s.leaf}>
      <header>
        <h2>{t('notes')}</h2>
      </header>
      <label className={s.block}>
        <span>{t('advice')}</span>
        <Input.TextArea
          rows={6}
          maxLength={2000}
          showCount
          disabled={disabled}
          value={notes.advice}
          onChange={(event) => onChange({ advice: event.target.value })}
        />
        <small>{t('adviceHint')}</small>
      </label>
      <fieldset className={s.questions}>
        <legend>{t('vetoes')}</legend>
        <small>{t('vetoHint')}</small>
        {KINDS.map((kind) => {
          const veto = vetoes.find((item) => item.kind === kind);
          return (
            <div key={kind}>
              <Checkbox
                checked={veto !== undefined}
                disabled={disabled}
                onChange={(event) => toggle(kind, event.target.checked)}
              >
                {t(kind)}
              </Checkbox>
              {veto && (
                <Input
                  aria-label={`${t(kind)} ${t('vetoReason')}`}
                  placeholder={t('vetoReason')}
                  maxLength={500}
                  disabled={disabled}
                  value={veto.reason}
                  onChange={(event) =>
                    onChange({
                      vetoes: vetoes.map((item) =>
                        item.kind === kind ? { kind, reason: event.target.value } : item,
                      ),
                    })
                  }
                />
              )}
            </div>
          );
        })}
      </fieldset>
    </div>
  );
}
