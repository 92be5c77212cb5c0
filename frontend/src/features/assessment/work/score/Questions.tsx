import { Input, Radio, Select } from 'antd';
import type { QuestionView } from '@/api/gen';
import { useTaskText } from '../../i18n/tasks';
import { compared, signed } from '../evidence/figures';
import s from './score.module.css';

interface Props {
  questions: QuestionView[];
  answers: Record<string, string>;
  disabled: boolean;
  onChange: (answers: Record<string, string>) => void;
}

const ASKED = ['yes_no', 'score'];

/** Sub-questions of a leaf; those only the expert can answer are required. */
export function Questions({ questions, answers, disabled, onChange }: Props) {
  const t = useTaskText();
  const put = (code: string, value: string) => onChange({ ...answers, [code]: value });
  const entry = (code: string, label: string, unit: string) => (
    <Input
      aria-label={label}
      maxLength={500}
      disabled={disabled}
      suffix={unit}
      value={answers[code] ?? ''}
      onChange={(event) => put(code, event.target.value)}
    />
  );
  return (
    <fieldset className={s.questions}>
      <legend>{t('questions')}</legend>
      {questions.map((question) => (
        <div key={question.code}>
          <span>
            {question.text}
            {ASKED.includes(question.kind) && <em aria-hidden> *</em>}
          </span>
          {question.kind === 'yes_no' && (
            <Radio.Group
              disabled={disabled}
              aria-label={question.text}
              value={answers[question.code]}
              options={[
                { value: 'yes', label: t('yes') },
                { value: 'no', label: t('no') },
              ]}
              onChange={(event) => put(question.code, String(event.target.value))}
            />
          )}
          {question.kind === 'old_new' && (
            <div className={s.pair}>
              {entry(
                `${question.code}.old`,
                `${question.text}：${t('before')}`,
                `${t('before')} ${question.unit}`,
              )}
              {entry(
                `${question.code}.new`,
                `${question.text}：${t('after')}`,
                `${t('after')} ${question.unit}`,
              )}
              <Difference
                old={answers[`${question.code}.old`]}
                now={answers[`${question.code}.new`]}
              />
            </div>
          )}
          {question.kind === 'choice' && (
            <Select
              allowClear
              aria-label={question.text}
              disabled={disabled}
              value={answers[question.code] || undefined}
              options={question.options.map((value) => ({ value, label: value }))}
              onChange={(value?: string) => put(question.code, value ?? '')}
            />
          )}
          {!['yes_no', 'old_new', 'choice'].includes(question.kind) &&
            entry(question.code, question.text, question.unit)}
        </div>
      ))}
    </fieldset>
  );
}

/** The difference of two values, computed while they are typed (5.1.2.1.3-b). */
function Difference({ old, now }: { old: string | undefined; now: string | undefined }) {
  const t = useTaskText();
  const found = compared(old, now, false);
  if (!found) return null;
  return (
    <small className="num" role="status">
      {t('differenceIs', { n: signed(found.difference) })}
    </small>
  );
}
