import { Button, Checkbox, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { DelphiAddInput, DelphiRoundInput, DelphiStudyView } from '@/api/gen';
import { Notice, ProblemAlert } from '@/shared/ui';
import { useDelphiText } from '../../i18n/delphi';
import { proposedDrops } from './rules';
import o from '../organise.module.css';
import s from './delphi.module.css';

interface Props {
  study: DelphiStudyView;
  onClose: () => void;
  onSend: (body: DelphiRoundInput) => Promise<void>;
}

/** Sends a round; from the second on the team decides what falls away and what is new. */
export function OpenRound({ study, onClose, onSend }: Props) {
  const t = useDelphiText();
  const before = study.rounds.at(-1);
  const [due, setDue] = useState('');
  const [message, setMessage] = useState('');
  const [drops, setDrops] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      proposedDrops(before).map((item) => [item.code, t('dropPreset', { what: item.failed })]),
    ),
  );
  const [adds, setAdds] = useState<DelphiAddInput[]>([]);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const lacking = [
    Object.values(drops).some((reason) => !reason.trim()) && t('dropLacks'),
    adds.some((item) => !item.name.trim()) && t('addLacks'),
  ].filter((line) => line !== false);
  const send = async () => {
    setAsked(true);
    setError(null);
    if (lacking.length > 0) return;
    setBusy(true);
    try {
      await onSend({
        due_on: due || null,
        message,
        drop: Object.entries(drops).map(([code, reason]) => ({ code, reason })),
        add: adds,
      });
      onClose();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={760}
      title={t('roundDialog', { n: study.rounds.length + 1 })}
      okText={t('send')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className={s.dialog}>
        <label>
          <span>{t('due')}</span>
          <Input
            type="date"
            style={{ width: 200 }}
            value={due}
            onChange={(event) => setDue(event.target.value)}
          />
        </label>
        <label>
          <span>{t('message')}</span>
          <Input.TextArea
            rows={2}
            maxLength={2000}
            placeholder={t('messageHint')}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
        </label>
        {before && (
          <>
            <Drops study={study} drops={drops} onChange={setDrops} />
            <Adds study={study} drops={drops} adds={adds} onChange={setAdds} />
          </>
        )}
        {asked && lacking.length > 0 && (
          <div role="alert">
            <Notice tone="warn">{lacking.join(' ')}</Notice>
          </div>
        )}
        <ProblemAlert error={error} />
      </div>
    </Modal>
  );
}

interface DropsProps {
  study: DelphiStudyView;
  drops: Record<string, string>;
  onChange: (next: Record<string, string>) => void;
}

function Drops({ study, drops, onChange }: DropsProps) {
  const t = useDelphiText();
  const verdicts = new Map(study.rounds.at(-1)?.results.map((item) => [item.code, item]));
  const toggle = (code: string, on: boolean) => {
    const { [code]: gone, ...rest } = drops;
    onChange(on ? { ...rest, [code]: gone ?? '' } : rest);
  };
  return (
    <fieldset className={s.drops}>
      <legend>{t('changes')}</legend>
      <p className={o.lead}>{t('dropLead')}</p>
      <ul lang="zh-CN">
        {study.items.map((item) => {
          const found = verdicts.get(item.code);
          const reason = drops[item.code];
          return (
            <li key={item.code} data-level={item.level}>
              <Checkbox
                checked={reason !== undefined}
                onChange={(event) => toggle(item.code, event.target.checked)}
              >
                {t('dropItem', { name: item.name })}
              </Checkbox>
              {found && found.verdict !== 'keep' && (
                <small>
                  {found.verdict_label}：{found.failed.join('、')}
                </small>
              )}
              {reason !== undefined && (
                <Input
                  maxLength={200}
                  aria-label={t('dropReason', { name: item.name })}
                  placeholder={t('dropReason', { name: item.name })}
                  value={reason}
                  status={reason.trim() ? undefined : 'warning'}
                  onChange={(event) => onChange({ ...drops, [item.code]: event.target.value })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

interface AddsProps extends Pick<DropsProps, 'study' | 'drops'> {
  adds: DelphiAddInput[];
  onChange: (next: DelphiAddInput[]) => void;
}

function Adds({ study, drops, adds, onChange }: AddsProps) {
  const t = useDelphiText();
  const root = study.items.find((item) => item.level === 1)?.parent ?? '';
  const parents = [
    { value: root, label: t('whole') },
    ...study.items
      .filter((item) => item.level === 1 && drops[item.code] === undefined)
      .map((item) => ({ value: item.code, label: item.name })),
  ];
  const put = (k: number, part: Partial<DelphiAddInput>) =>
    onChange(adds.map((item, at) => (at === k ? { ...item, ...part } : item)));
  return (
    <fieldset className={s.drops}>
      <legend>{t('addLead')}</legend>
      {adds.map((item, k) => (
        <div key={k} className={s.add}>
          <Input
            maxLength={60}
            aria-label={t('addName')}
            placeholder={t('addName')}
            value={item.name}
            status={item.name.trim() ? undefined : 'warning'}
            onChange={(event) => put(k, { name: event.target.value })}
          />
          <Select
            aria-label={t('addParent')}
            options={parents}
            value={item.parent}
            onChange={(parent) => put(k, { parent })}
          />
          <Input
            maxLength={500}
            aria-label={t('addDefinition')}
            placeholder={t('addDefinition')}
            value={item.definition}
            onChange={(event) => put(k, { definition: event.target.value })}
          />
          <Button onClick={() => onChange(adds.filter((_, at) => at !== k))}>{t('remove')}</Button>
        </div>
      ))}
      <Button
        onClick={() =>
          onChange([...adds, { name: '', parent: parents[1]?.value ?? root, definition: '' }])
        }
      >
        {t('addItem')}
      </Button>
    </fieldset>
  );
}
