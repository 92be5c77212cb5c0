import { useId, useState, type InputHTMLAttributes, type ReactNode } from 'react';
import { useUiText } from './text';
import s from './Field.module.css';

interface Shell {
  label: string;
  hint?: ReactNode;
  error?: string;
  required?: boolean;
}

function Wrap({
  id,
  label,
  hint,
  error,
  required,
  children,
}: Shell & { id: string; children: ReactNode }) {
  const t = useUiText();
  return (
    <div className={s.field} data-error={Boolean(error)}>
      <label htmlFor={id}>
        {label}
        {!required && <small>{t('optional')}</small>}
      </label>
      {children}
      {hint && <p id={`${id}-hint`}>{hint}</p>}
      {error && (
        <p id={`${id}-error`} className={s.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const described = (id: string, hint: ReactNode, error?: string) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

type InputProps = Shell &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'> & {
    value: string;
    onValue: (value: string) => void;
  };

/** Text field of public forms: label, hint, error, all tied together for screen readers. */
export function TextField({ label, hint, error, required, onValue, ...input }: InputProps) {
  const id = useId();
  return (
    <Wrap {...{ id, label, hint, error, required }}>
      <input
        {...input}
        id={id}
        className={s.input}
        required={required}
        aria-invalid={Boolean(error)}
        aria-describedby={described(id, hint, error)}
        onChange={(event) => onValue(event.target.value)}
      />
    </Wrap>
  );
}

/** Password with a button that shows it, so that nobody has to type it twice. */
export function PasswordField({ label, hint, error, required, onValue, ...input }: InputProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const english = document.documentElement.lang === 'en';
  return (
    <Wrap {...{ id, label, hint, error, required }}>
      <span className={s.password}>
        <input
          {...input}
          id={id}
          type={shown ? 'text' : 'password'}
          className={s.input}
          required={required}
          aria-invalid={Boolean(error)}
          aria-describedby={described(id, hint, error)}
          onChange={(event) => onValue(event.target.value)}
        />
        <button type="button" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {english ? (shown ? 'Hide' : 'Show') : shown ? '隐藏' : '显示'}
        </button>
      </span>
    </Wrap>
  );
}

type SelectProps = Shell & {
  value: string;
  onValue: (value: string) => void;
  options: readonly { value: string; label: string }[];
  placeholder?: string;
};

export function SelectField(props: SelectProps) {
  const { label, hint, error, required, value, onValue, options, placeholder } = props;
  const id = useId();
  return (
    <Wrap {...{ id, label, hint, error, required }}>
      <select
        id={id}
        className={s.input}
        value={value}
        required={required}
        aria-invalid={Boolean(error)}
        aria-describedby={described(id, hint, error)}
        onChange={(event) => onValue(event.target.value)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Wrap>
  );
}

export function CheckField({
  checked,
  onChecked,
  error,
  children,
}: {
  checked: boolean;
  onChecked: (checked: boolean) => void;
  error?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className={s.check} data-error={Boolean(error)}>
      <label>
        <input
          type="checkbox"
          checked={checked}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChecked(event.target.checked)}
        />
        <span>{children}</span>
      </label>
      {error && (
        <p id={`${id}-error`} className={s.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
