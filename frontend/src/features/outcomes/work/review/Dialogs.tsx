import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '@/shared/ui';
import { useOutcomeText } from '../../i18n';
import s from './review.module.css';

interface TextProps {
  title: string;
  hint?: string;
  start?: string;
  templates: readonly string[];
  okText: string;
  danger?: boolean;
  /** May be saved empty: removes the remark. */
  mayBeEmpty?: boolean;
  onOk: (text: string) => Promise<void> | void;
  onCancel: () => void;
}

/** A reason in words, with the common ones at hand. */
export function ReasonDialog(props: TextProps) {
  const { title, hint, start = '', templates, okText, danger, mayBeEmpty, onOk, onCancel } = props;
  const t = useOutcomeText();
  const [text, setText] = useState(start);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await onOk(text.trim());
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText={t('cancel')}
      okButtonProps={{ danger, loading: busy, disabled: !mayBeEmpty && !text.trim() }}
      onOk={() => void submit()}
      onCancel={onCancel}
      mask={{ closable: false }}
    >
      <div className={s.dialog}>
        {hint && <p>{hint}</p>}
        <Input.TextArea
          aria-label={title}
          rows={4}
          maxLength={mayBeEmpty ? 500 : 2000}
          showCount
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className={s.templates} role="group" aria-label={t('reasonTemplates')}>
          {templates.map((line) => (
            <Button
              key={line}
              size="small"
              onClick={() => setText(text ? `${text}\n${line}` : line)}
            >
              {line}
            </Button>
          ))}
        </div>
        <ProblemAlert error={error} />
      </div>
    </Modal>
  );
}
