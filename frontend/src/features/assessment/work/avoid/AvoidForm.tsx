import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AvoidInput, AvoidView } from '@/api/gen';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAvoidText } from '../../i18n/avoid';
import s from './avoid.module.css';

interface Props {
  view: AvoidView;
  onSaved: (next: AvoidView) => void;
}

const PERSON = { name: '', organisation: '', reason: '' };

/** Names, organisations and reasons; an empty list takes the request back. */
export function AvoidForm({ view, onSaved }: Props) {
  const t = useAvoidText();
  const { message } = App.useApp();
  const { form, rest, show } = useProblemForm<AvoidInput>();
  const [busy, setBusy] = useState(false);
  const save = async (values: AvoidInput) => {
    show(null);
    setBusy(true);
    try {
      onSaved(
        await api.put<AvoidView>(`/api/v1/outcomes/${view.outcome_id}/avoided-experts`, values, {
          version: view.version,
        }),
      );
      void message.success(t('saved'));
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  const required = [{ required: true, whitespace: true }];
  return (
    <Form<AvoidInput>
      form={form}
      className={s.form}
      layout="vertical"
      initialValues={{ people: view.people }}
      onFinish={(values) => void save({ people: values.people ?? [] })}
    >
      <Form.List name="people">
        {(fields, { add, remove }) => (
          <>
            {fields.length === 0 && <p>{t('none')}</p>}
            {fields.map((field) => (
              <fieldset key={field.key} className={s.person}>
                <Form.Item name={[field.name, 'name']} label={t('name')} rules={required}>
                  <Input maxLength={80} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'organisation']}
                  label={t('organisation')}
                  extra={t('organisationHint')}
                >
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'reason']}
                  label={t('reason')}
                  rules={required}
                  className={s.wide}
                >
                  <Input.TextArea rows={2} maxLength={500} showCount />
                </Form.Item>
                <Button size="small" onClick={() => remove(field.name)}>
                  {t('remove')}
                </Button>
              </fieldset>
            ))}
            <div className={s.buttons}>
              {fields.length < view.most && <Button onClick={() => add(PERSON)}>{t('add')}</Button>}
              <Button type="primary" htmlType="submit" loading={busy}>
                {t('save')}
              </Button>
            </div>
          </>
        )}
      </Form.List>
      <ProblemAlert error={rest} />
    </Form>
  );
}
