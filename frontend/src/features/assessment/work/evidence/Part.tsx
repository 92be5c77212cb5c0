import { Button, Form, type FormInstance } from 'antd';
import { useState, type ReactNode } from 'react';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useEvidenceText } from '../../i18n/evidence';
import s from './evidence.module.css';

interface Props<V extends object> {
  id: string;
  title: string;
  hint: string;
  editable: boolean;
  /** What the form starts with. */
  start: V;
  /** Nothing is there yet: the button says so. */
  empty: boolean;
  onSave: (values: V) => Promise<unknown>;
  fields: (form: FormInstance<V>) => ReactNode;
  children: ReactNode;
}

/** A part of the evidence base: what is there, or the form that changes it. */
export function Part<V extends object>(props: Props<V>) {
  const { id, title, hint, editable, empty, children } = props;
  const t = useEvidenceText();
  const [editing, setEditing] = useState(false);
  return (
    <section className="panel" aria-labelledby={id}>
      <div className={s.head}>
        <h2 id={id}>{title}</h2>
        {editable && !editing && (
          <Button onClick={() => setEditing(true)}>{t(empty ? 'fill' : 'edit')}</Button>
        )}
      </div>
      <p className={s.hint}>{hint}</p>
      {editing ? <Editor {...props} onClose={() => setEditing(false)} /> : children}
    </section>
  );
}

function Editor<V extends object>({
  start,
  onSave,
  fields,
  onClose,
}: Props<V> & { onClose: () => void }) {
  const t = useEvidenceText();
  const { form, rest, show } = useProblemForm<V>();
  const [busy, setBusy] = useState(false);
  const save = async (values: V) => {
    setBusy(true);
    show(null);
    try {
      await onSave(values);
      onClose();
    } catch (error) {
      show(error);
      setBusy(false);
    }
  };
  return (
    <Form<V>
      form={form}
      layout="vertical"
      initialValues={start}
      scrollToFirstError
      onFinish={(values) => void save(values)}
    >
      {fields(form)}
      <ProblemAlert error={rest} />
      <div className={s.buttons}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
