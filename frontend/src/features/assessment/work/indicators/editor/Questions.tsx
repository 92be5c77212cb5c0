import { Button, Checkbox, Select } from 'antd';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { useIndicatorText } from '../../../i18n/indicators';
import { blankQuestion, swapped } from './edits';
import { Lines, Text } from './Fields';
import { KINDS } from './tree';
import type { Question } from './tree';
import s from './editor.module.css';

interface Props {
  questions: Question[];
  faults: Record<string, string>;
  onChange: (questions: Question[], mark?: string) => void;
}

const WITH_UNIT = ['number', 'money', 'old_new'];

/** The questions under a leaf: text, kind of answer, unit, required, options. */
export function Questions({ questions, faults, onChange }: Props) {
  const t = useEditorText();
  const i = useIndicatorText();
  const put = (place: number, part: Partial<Question>, mark?: string) =>
    onChange(
      questions.map((question, k) => (k === place ? { ...question, ...part } : question)),
      mark,
    );
  return (
    <fieldset className={s.part}>
      <legend>{t('questions')}</legend>
      {questions.length === 0 && <p className={s.hint}>{t('noQuestions')}</p>}
      <ol className={s.questions}>
        {questions.map((question, k) => {
          const fault = (field: string) => faults[`questions.${k}.${field}`];
          return (
            <li key={k} aria-label={t('questionNo', { n: k + 1 })}>
              <Text
                label={t('questionText')}
                value={question.text}
                max={500}
                fault={fault('text')}
                onValue={(text) => put(k, { text }, `question-text-${k}`)}
              />
              <Text
                label={t('questionCode')}
                value={question.code}
                max={40}
                fault={fault('code')}
                onValue={(code) => put(k, { code }, `question-code-${k}`)}
              />
              <div className={s.field}>
                <label htmlFor={`kind-${k}`}>{t('kind')}</label>
                <Select
                  id={`kind-${k}`}
                  value={question.kind}
                  options={KINDS.map((kind) => ({ value: kind as string, label: i(kind) }))}
                  onChange={(kind: string) =>
                    put(k, {
                      kind,
                      unit: WITH_UNIT.includes(kind) ? question.unit : '',
                      options: kind === 'choice' ? question.options : [],
                    })
                  }
                />
                {fault('kind') && <p className={s.fault}>{fault('kind')}</p>}
              </div>
              {(WITH_UNIT.includes(question.kind) || question.unit) && (
                <Text
                  label={t('unit')}
                  value={question.unit}
                  max={60}
                  onValue={(unit) => put(k, { unit }, `question-unit-${k}`)}
                />
              )}
              {question.kind === 'choice' && (
                <Lines
                  label={t('options')}
                  values={question.options}
                  fault={fault('options')}
                  className={s.wide}
                  onValues={(options) => put(k, { options }, `question-options-${k}`)}
                />
              )}
              <div className={s.ends}>
                <Checkbox
                  checked={question.required}
                  onChange={(event) => put(k, { required: event.target.checked })}
                >
                  {t('required')}
                </Checkbox>
                <span>
                  <Button
                    type="text"
                    disabled={k === 0}
                    aria-label={t('questionUp', { n: k + 1 })}
                    onClick={() => onChange(swapped(questions, k, -1))}
                  >
                    ↑
                  </Button>
                  <Button
                    type="text"
                    disabled={k === questions.length - 1}
                    aria-label={t('questionDown', { n: k + 1 })}
                    onClick={() => onChange(swapped(questions, k, 1))}
                  >
                    ↓
                  </Button>
                  <Button
                    type="text"
                    aria-label={t('removeQuestion', { n: k + 1 })}
                    onClick={() => onChange(questions.filter((_, place) => place !== k))}
                  >
                    ×
                  </Button>
                </span>
              </div>
            </li>
          );
        })}
      </ol>
      {questions.length < 20 && (
        <Button size="small" onClick={() => onChange([...questions, blankQuestion(questions)])}>
          {t('addQuestion')}
        </Button>
      )}
    </fieldset>
  );
}
