import s from './Seg.module.css';

interface Props<T extends string> {
  name: string;
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** Segmented choice on native radios: arrow keys work. */
export function Seg<T extends string>({ name, label, value, options, onChange }: Props<T>) {
  return (
    <fieldset className={s.seg}>
      <legend className="vh">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
