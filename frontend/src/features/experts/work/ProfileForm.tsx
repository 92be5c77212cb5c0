import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { ExpertInput } from '@/api/gen';
import { useTermOptions } from '@/api/taxonomy';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useExpertText } from '../i18n';
import { CATEGORIES, SECTORS } from '../labels';
import s from './experts.module.css';

export type ProfileValues = ExpertInput & { email?: string };

interface Props {
  start?: Partial<ProfileValues>;
  /** Staff enter somebody by e-mail. */
  withEmail?: boolean;
  okText: string;
  onSave: (values: ProfileValues) => Promise<unknown>;
  onCancel?: () => void;
}

/** The fields of an expert's profile. */
export function ProfileForm({ start, withEmail, okText, onSave, onCancel }: Props) {
  const t = useExpertText();
  const lang = useLang();
  const fields = useTermOptions('tech_field');
  const { form, rest, show } = useProblemForm<ProfileValues>();
  const options = (table: Record<string, Parameters<typeof labelOf>[0]>) =>
    Object.entries(table).map(([value, item]) => ({ value, label: labelOf(item, lang) }));
  const finish = async (values: ProfileValues) => {
    show(null);
    try {
      await onSave({ ...values, liver_years: values.liver_years ?? null });
    } catch (error) {
      show(error);
    }
  };
  return (
    <Form<ProfileValues>
      form={form}
      layout="vertical"
      className={s.form}
      initialValues={{ category: 'clinical', fields: [], max_load: 3, ...start }}
      onFinish={(values) => void finish(values)}
    >
      {withEmail && (
        <Form.Item
          name="email"
          label={t('email')}
          extra={t('addLead')}
          rules={[{ required: true }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="category" label={t('category')} rules={[{ required: true }]}>
        <Select options={options(CATEGORIES)} />
      </Form.Item>
      <Form.Item name="source_sector" label={t('sector')}>
        <Select allowClear options={options(SECTORS)} placeholder={t('unknown')} />
      </Form.Item>
      <Form.Item name="fields" label={t('fields')} className={s.wide}>
        <Select mode="multiple" options={fields} />
      </Form.Item>
      <Form.Item name="liver_years" label={t('liverYears')}>
        <InputNumber min={0} max={70} />
      </Form.Item>
      <Form.Item name="max_load" label={t('maxLoad')}>
        <InputNumber min={1} max={20} />
      </Form.Item>
      <Form.Item name="title" label={t('title')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="specialities" label={t('specialities')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="bio" label={t('bio')} className={s.wide}>
        <Input.TextArea rows={4} maxLength={2000} showCount />
      </Form.Item>
      <div className={s.wide}>
        <ProblemAlert error={rest} />
        <div className={s.buttons}>
          <Button type="primary" htmlType="submit">
            {okText}
          </Button>
          {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
        </div>
      </div>
    </Form>
  );
}
