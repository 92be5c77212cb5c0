import { Form, Radio, type FormItemProps } from 'antd';
import { createContext, use, type ReactNode } from 'react';
import { useTermOptions } from '@/api/taxonomy';
import { useOutcomeText } from '../../i18n';
import s from './wizard.module.css';

/** What the reviewer wrote beside a field, by pointer. */
export const ReturnedContext = createContext<ReadonlyMap<string, string>>(new Map());

type Path = string | (string | number)[];
const pointerOf = (path: Path) => `/${[path].flat().join('/')}`;

/** A place of the form that a list of missing things can lead to. */
export function Place({ at, children }: { at: Path; children: ReactNode }) {
  const pointer = pointerOf(at);
  const reason = use(ReturnedContext).get(pointer);
  return (
    <div data-at={pointer} data-returned={reason !== undefined} className={s.place}>
      {reason !== undefined && <p className={s.reason}>{reason}</p>}
      {children}
    </div>
  );
}

interface Props extends Omit<FormItemProps, 'name' | 'children'> {
  name: Path;
  children: ReactNode;
}

/** One field with its label, hint and the reviewer's remark. */
export function Field({ name, children, ...rest }: Props) {
  return (
    <Place at={name}>
      <Form.Item name={name} {...rest}>
        {children}
      </Form.Item>
    </Place>
  );
}

/** Yes, no, or not said. */
export function YesNo({ name, label }: { name: Path; label: string }) {
  const t = useOutcomeText();
  return (
    <Field name={name} label={label}>
      <Radio.Group
        options={[
          { value: true, label: t('yes') },
          { value: false, label: t('no') },
        ]}
      />
    </Field>
  );
}

/** Options as codes with names, for lists where the code helps to find. */
export const useCodedOptions = (scheme: string) =>
  useTermOptions(scheme).map((option) => ({
    value: option.value,
    label: `${option.value} ${option.label}`,
  }));
