import { Input } from 'antd';
import { useId, type ReactNode } from 'react';
import s from './editor.module.css';

interface Shell {
  label: string;
  hint?: ReactNode;
  fault?: string;
}

interface Props extends Shell {
  value: string;
  onValue: (value: string) => void;
  max: number;
  /** Wraps over several lines; the text stays one line. */
  wraps?: boolean;
  readOnly?: boolean;
  className?: string;
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ');

/** What stands under a field: the rule it breaks, else the hint. */
function Under({ id, hint, fault }: { id: string; hint?: ReactNode; fault?: string }) {
  if (fault)
    return (
      <p id={id} className={s.fault}>
        {fault}
      </p>
    );
  return hint ? <p id={id}>{hint}</p> : null;
}

/** One text of an indicator, with its rule beside it. */
export function Text({
  label,
  hint,
  fault,
  value,
  onValue,
  max,
  wraps,
  readOnly,
  className,
}: Props) {
  const id = useId();
  const under = fault || hint ? `${id}-under` : undefined;
  const common = {
    id,
    value,
    readOnly,
    maxLength: max,
    status: fault ? ('error' as const) : undefined,
    'aria-invalid': Boolean(fault),
    'aria-describedby': under,
  };
  return (
    <div className={`${s.field} ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      {wraps ? (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 1, maxRows: 8 }}
          onChange={(event) => onValue(oneLine(event.target.value))}
        />
      ) : (
        <Input {...common} onChange={(event) => onValue(event.target.value)} />
      )}
      <Under id={`${id}-under`} hint={hint} fault={fault} />
    </div>
  );
}

/** A list of short texts, one a line; empty lines go when the field is left. */
export function Lines({
  label,
  hint,
  fault,
  values,
  onValues,
  className,
}: Shell & {
  values: string[];
  onValues: (values: string[]) => void;
  className?: string;
}) {
  const id = useId();
  const under = fault || hint ? `${id}-under` : undefined;
  return (
    <div className={`${s.field} ${className ?? ''}`}>
      <label htmlFor={id}>{label}</label>
      <Input.TextArea
        id={id}
        value={values.join('\n')}
        autoSize={{ minRows: 2, maxRows: 10 }}
        status={fault ? 'error' : undefined}
        aria-invalid={Boolean(fault)}
        aria-describedby={under}
        onChange={(event) => onValues(event.target.value ? event.target.value.split('\n') : [])}
        onBlur={() => {
          const full = values.filter((one) => one.trim());
          if (full.length < values.length) onValues(full);
        }}
      />
      <Under id={`${id}-under`} hint={hint} fault={fault} />
    </div>
  );
}
