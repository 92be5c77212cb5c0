import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { ComponentView } from '@/api/gen';
import { Seg } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { WHOLE, type Part } from './proofs';
import s from './report.module.css';

interface Props {
  parts: readonly Part[];
  /** The levels as saved, by name. */
  levels: readonly ComponentView[];
  at: number;
  disabled: boolean;
  onAt: (at: number) => void;
  onChange: (parts: Part[]) => void;
}

const MOST = 12;

/** Parts with a maturity of their own: the outcome stands where its lowest essential part does. */
export function MaturityParts({ parts, levels, at, disabled, onAt, onChange }: Props) {
  const t = useReportText();
  const [name, setName] = useState('');
  const given = name.trim();
  const part = parts[at];
  const add = () => {
    // the first named part takes over what was checked for the whole
    const single = parts.length === 1 && parts[0]?.name === WHOLE;
    const next = single
      ? [{ ...parts[0]!, name: given }]
      : [...parts, { name: given, essential: true, proofs: {} }];
    onChange(next);
    onAt(next.length - 1);
    setName('');
  };
  const change = (next: Partial<Part>) =>
    onChange(parts.map((one, k) => (k === at ? { ...one, ...next } : one)));
  const named = parts.length > 1 || part?.name !== WHOLE;
  const label = (one: Part) => {
    const level = levels.find((saved) => saved.name === one.name)?.level;
    return `${one.name}${level === undefined ? '' : ` · ${t('levelShort', { n: level })}`}`;
  };
  return (
    <div className={s.parts}>
      {named && (
        <Seg
          name="maturity-part"
          label={t('parts')}
          value={String(at)}
          options={parts.map((one, k) => ({ value: String(k), label: label(one) }))}
          onChange={(value) => onAt(Number(value))}
        />
      )}
      {named && part && (
        <div className={s.buttons}>
          <Checkbox
            checked={part.essential}
            disabled={disabled}
            onChange={(event) => change({ essential: event.target.checked })}
          >
            {t('essential')}
          </Checkbox>
          {!disabled && parts.length > 1 && (
            <Button
              size="small"
              onClick={() => {
                onChange(parts.filter((_, k) => k !== at));
                onAt(0);
              }}
            >
              {t('removePart', { name: part.name })}
            </Button>
          )}
        </div>
      )}
      {!disabled && parts.length < MOST && (
        <div className={s.buttons}>
          <Input
            size="small"
            style={{ width: 220 }}
            aria-label={t('partName')}
            placeholder={t('partName')}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button
            size="small"
            disabled={!given || parts.some((one) => one.name === given)}
            onClick={add}
          >
            {t('addPart')}
          </Button>
          <small className={s.small}>{t('partsHint')}</small>
        </div>
      )}
    </div>
  );
}
