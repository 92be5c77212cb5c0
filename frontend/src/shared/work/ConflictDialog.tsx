import { Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { mergeBy, threeWay } from '@/shared/lib/threeWay';
import { Tag, Value } from '@/shared/ui';
import { useWorkText } from './text';
import s from './work.module.css';

interface Props<T extends object> {
  /** The value both sides started from, the one in the form, the one on the server now. */
  base: T;
  mine: T;
  theirs: T;
  /** Names of the fields; fields without a name are not compared. */
  labels: Readonly<Partial<Record<keyof T & string, string>>>;
  render?: (field: keyof T & string, value: unknown) => ReactNode;
  busy?: boolean;
  onMerge: (merged: T) => void;
  onCancel: () => void;
}

/** After a 412: shows what differs and merges by choice; never overwrites silently. */
export function ConflictDialog<T extends object>(props: Props<T>) {
  const { base, mine, theirs, labels, render, busy, onMerge, onCancel } = props;
  const t = useWorkText();
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({});
  const all = threeWay(base, mine, theirs);
  const shown = all.filter((conflict) => labels[conflict.field] !== undefined);
  const show = (field: keyof T & string, value: unknown) =>
    render?.(field, value) ?? <Value value={readable(value)} />;
  return (
    <Modal
      open
      width={860}
      title={t('conflictTitle')}
      okText={t('applyMerge')}
      cancelText={t('backToEdit')}
      okButtonProps={{ loading: busy }}
      mask={{ closable: false }}
      onOk={() => onMerge(mergeBy(all, theirs, choices))}
      onCancel={onCancel}
    >
      <p>{t('conflictLead')}</p>
      <table className={s.merge}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('mine')}</th>
            <th scope="col">{t('theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((conflict) => (
            <tr key={conflict.field}>
              <th scope="row">
                {labels[conflict.field]} {conflict.clash && <Tag tone="ochre">{t('both')}</Tag>}
              </th>
              {(['mine', 'theirs'] as const).map((side) => (
                <td key={side}>
                  <label>
                    <input
                      type="radio"
                      name={conflict.field}
                      aria-label={`${labels[conflict.field] ?? ''}：${t(side)}`}
                      checked={(choices[conflict.field] ?? conflict.preset) === side}
                      onChange={() => setChoices({ ...choices, [conflict.field]: side })}
                    />
                    <span>{show(conflict.field, conflict[side])}</span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

const readable = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value, null, 1) : value;
