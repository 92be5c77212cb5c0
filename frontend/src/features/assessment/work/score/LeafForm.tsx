import { Checkbox, Input, InputNumber, Select, Slider } from 'antd';
import { useState, type ReactNode } from 'react';
import type { LeafTask, MaterialFile, ScoreInput } from '@/api/gen';
import { useTaskText } from '../../i18n/tasks';
import { Questions } from './Questions';
import s from './score.module.css';

interface Props {
  leaf: LeafTask;
  score: ScoreInput | undefined;
  files: MaterialFile[];
  disabled: boolean;
  onChange: (part: Partial<ScoreInput>) => void;
  /** What the evidence base says, before the score is asked for. */
  children?: ReactNode;
}

/** One leaf: anchors, score, sub-questions, comment and cited files. */
export function LeafForm({ leaf, score, files, disabled, onChange, children }: Props) {
  const t = useTaskText();
  const [abstaining, setAbstaining] = useState(Boolean(score?.abstain_reason));
  const value = score?.value ?? null;
  return (
    <div className={s.leaf}>
      <header>
        <h2>{leaf.name}</h2>
        <small>{leaf.clause}</small>
        <p>{leaf.definition}</p>
      </header>
      {children}
      <fieldset disabled={disabled || abstaining}>
        <legend>{t('value')}</legend>
        <div className={s.value}>
          <Slider
            min={0}
            max={100}
            step={1}
            value={value ?? 50}
            disabled={disabled || abstaining}
            tooltip={{ open: false }}
            ariaLabelForHandle={`${leaf.name} ${t('value')}`}
            included={value !== null} // no bar before there is a value: it would suggest one
            className={value === null ? s.unset : undefined}
            onChange={(next) => onChange({ value: next, abstain_reason: '' })}
          />
          <InputNumber
            min={0}
            max={100}
            step={1}
            value={value}
            disabled={disabled || abstaining}
            aria-label={`${leaf.name} ${t('value')}`}
            onChange={(next) => onChange({ value: next })}
          />
        </div>
        <ol className={s.anchors} aria-label={t('anchors')}>
          {leaf.anchors.map((anchor) => (
            <li key={anchor.score}>
              <button
                type="button"
                aria-pressed={value === anchor.score}
                onClick={() => onChange({ value: anchor.score, abstain_reason: '' })}
              >
                <b className="num">{anchor.score}</b>
                <span>{anchor.text}</span>
              </button>
            </li>
          ))}
        </ol>
      </fieldset>
      <Questions
        questions={leaf.questions}
        answers={score?.answers ?? {}}
        disabled={disabled || abstaining}
        onChange={(answers) => onChange({ answers })}
      />
      <label className={s.block}>
        <span>{t('comment')}</span>
        <Input.TextArea
          rows={4}
          maxLength={2000}
          showCount
          disabled={disabled}
          value={score?.comment ?? ''}
          onChange={(event) => onChange({ comment: event.target.value })}
        />
        <small>{t('commentHint')}</small>
      </label>
      {files.length > 0 && (
        <label className={s.block}>
          <span>{t('cite')}</span>
          <Select
            mode="multiple"
            disabled={disabled}
            value={score?.evidence ?? []}
            placeholder={leaf.evidence_kinds.join('、')}
            options={files.map((file) => ({ value: file.id, label: file.name }))}
            onChange={(evidence: string[]) => onChange({ evidence })}
          />
        </label>
      )}
      <Checkbox
        checked={abstaining}
        disabled={disabled}
        onChange={(event) => {
          setAbstaining(event.target.checked);
          onChange(event.target.checked ? { value: null } : { abstain_reason: '' });
        }}
      >
        {t('abstain')}
      </Checkbox>
      {abstaining && (
        <label className={s.block}>
          <span>{t('abstainReason')}</span>
          <Input
            maxLength={500}
            disabled={disabled}
            value={score?.abstain_reason ?? ''}
            onChange={(event) => onChange({ value: null, abstain_reason: event.target.value })}
          />
        </label>
      )}
    </div>
  );
}
