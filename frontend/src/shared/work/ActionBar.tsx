import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { toProblem } from '@/api/problem';
import type { AvailableAction } from '@/api/types';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert } from '@/shared/ui';
import { useWorkText } from './text';
import s from './work.module.css';

export interface ActionFacts {
  /** Empty unless the action asks for a reason. */
  reason: string;
}

interface Props {
  /** `available_actions` of the detail view; the client adds no rule of its own. */
  actions: readonly AvailableAction[];
  /** Performs the action; throw to show the problem. */
  onAction: (action: string, facts: ActionFacts) => Promise<unknown>;
  /** Actions with a form of their own: the handler opens it instead. */
  handlers?: Readonly<Record<string, () => void>>;
  /** Shown as the main button; the first action otherwise. */
  primary?: string;
  /** Shown in red. */
  danger?: readonly string[];
  /** Irreversible actions: the word to type. */
  typed?: Readonly<Record<string, string>>;
  /** In rows of a list. */
  small?: boolean;
  /** Actions drawn elsewhere on the page. */
  hidden?: readonly string[];
}

/** The buttons an object offers now, with reason, question or typed confirmation as needed. */
export function ActionBar(props: Props) {
  const { actions, onAction, handlers, danger = [], typed, hidden = [], small } = props;
  const lang = useLang();
  const t = useWorkText();
  const { message } = App.useApp();
  const [open, setOpen] = useState<AvailableAction | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const shown = actions.filter((action) => !hidden.includes(action.action));
  const primary = props.primary ?? shown.find((a) => !danger.includes(a.action))?.action;

  const perform = async (action: AvailableAction, reason: string) => {
    setBusy(action.action);
    try {
      await onAction(action.action, { reason });
      setOpen(null);
      void message.success(t('done', { action: labelOf(action, lang) }));
    } finally {
      setBusy(null);
    }
  };
  const press = async (action: AvailableAction) => {
    const own = handlers?.[action.action];
    if (own) return own();
    if (action.reason_required || action.confirm || typed?.[action.action]) return setOpen(action);
    try {
      await perform(action, '');
    } catch (error) {
      const problem = toProblem(error);
      void message.error(problem.detail || problem.title);
    }
  };
  if (shown.length === 0) return null;
  return (
    <div className={s.actions}>
      {shown.map((action) => (
        <Button
          key={action.action}
          type={action.action === primary ? 'primary' : 'default'}
          danger={danger.includes(action.action)}
          size={small ? 'small' : undefined}
          loading={busy === action.action}
          disabled={busy !== null && busy !== action.action}
          onClick={() => void press(action)}
        >
          {labelOf(action, lang)}
        </Button>
      ))}
      {open && (
        <ActionDialog
          action={open}
          word={typed?.[open.action]}
          danger={danger.includes(open.action)}
          busy={busy !== null}
          onCancel={() => setOpen(null)}
          onOk={(reason) => perform(open, reason)}
        />
      )}
    </div>
  );
}

interface DialogProps {
  action: AvailableAction;
  word?: string;
  danger: boolean;
  busy: boolean;
  onCancel: () => void;
  onOk: (reason: string) => Promise<void>;
}

function ActionDialog({ action, word, danger, busy, onCancel, onOk }: DialogProps) {
  const lang = useLang();
  const t = useWorkText();
  const [reason, setReason] = useState('');
  const [entry, setEntry] = useState('');
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const label = labelOf(action, lang);
  const lacksReason = action.reason_required && !reason.trim();
  const lacksWord = word !== undefined && entry.trim() !== word;
  const submit = async () => {
    setAsked(true);
    setError(null);
    if (lacksReason || lacksWord) return;
    await onOk(reason.trim()).catch(setError);
  };
  return (
    <Modal
      open
      title={action.reason_required || word ? label : t('sure', { action: label })}
      okText={label}
      cancelText={t('cancel')}
      okButtonProps={{ danger, loading: busy, disabled: lacksWord }}
      onOk={() => void submit()}
      onCancel={onCancel}
      mask={{ closable: false }}
    >
      <div className={s.dialog}>
        {typeof action.confirm === 'string' && <p>{action.confirm}</p>}
        {action.reason_required && (
          <label>
            <span>{t('reason')}</span>
            <Input.TextArea
              rows={4}
              maxLength={2000}
              showCount
              value={reason}
              status={asked && lacksReason ? 'error' : undefined}
              onChange={(event) => setReason(event.target.value)}
            />
            <small data-error={asked && lacksReason}>
              {asked && lacksReason ? t('reasonMissing') : t('reasonHint')}
            </small>
          </label>
        )}
        {word !== undefined && (
          <label>
            <span>{t('typeToConfirm', { word })}</span>
            <Input value={entry} onChange={(event) => setEntry(event.target.value)} />
          </label>
        )}
        <ProblemAlert error={error} />
      </div>
    </Modal>
  );
}
