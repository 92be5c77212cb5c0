import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { WorkGroupInput } from '@/api/gen';
import { workGroupsAccountsOptions } from '@/api/gen/@tanstack/react-query.gen';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useInstitutionText } from '../../i18n/institution';
import s from './institution.module.css';

interface Props {
  start: WorkGroupInput;
  submitLabel: string;
  onSave: (values: WorkGroupInput) => Promise<unknown>;
  onCancel?: () => void;
}

const MEMBER = { name: '', duty: '', background: '', years: null, user_id: null };

/** Name, purpose and members with background of a work group. */
export function WorkGroupForm({ start, submitLabel, onSave, onCancel }: Props) {
  const t = useInstitutionText();
  const { form, rest, show } = useProblemForm<WorkGroupInput>();
  const accounts = useQuery(workGroupsAccountsOptions());
  const options = (accounts.data ?? []).map((account) => ({
    value: account.user_id,
    label: `${account.name}（${account.role_label}）`,
  }));
  const save = async (values: WorkGroupInput) => {
    show(null);
    await onSave({ ...values, appointed_on: values.appointed_on || null }).catch(show);
  };
  const required = [{ required: true, whitespace: true }];
  return (
    <Form<WorkGroupInput>
      form={form}
      layout="vertical"
      initialValues={start}
      onFinish={(values) => void save(values)}
    >
      <div className={s.two}>
        <Form.Item name="name" label={t('groupName')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="appointed_on" label={t('appointedOn')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="purpose" label={t('purpose')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.List name="members">
        {(fields, { add, remove }) => (
          <fieldset className={s.members}>
            <legend>{t('members')}</legend>
            {fields.length === 0 && <p>{t('noMembers')}</p>}
            {fields.map((field) => (
              <div key={field.key} className={s.member}>
                <Form.Item name={[field.name, 'name']} label={t('memberName')} rules={required}>
                  <Input maxLength={60} />
                </Form.Item>
                <Form.Item name={[field.name, 'duty']} label={t('duty')} rules={required}>
                  <Input maxLength={60} />
                </Form.Item>
                <Form.Item name={[field.name, 'years']} label={t('years')}>
                  <InputNumber min={0} max={80} precision={0} style={{ width: '100%' }} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'background']}
                  label={t('background')}
                  rules={required}
                  className={s.wide}
                >
                  <Input maxLength={500} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'user_id']}
                  label={t('account')}
                  extra={t('accountHint')}
                  className={s.wide}
                >
                  <Select allowClear showSearch optionFilterProp="label" options={options} />
                </Form.Item>
                <Button
                  danger
                  aria-label={t('removeMember', { n: field.name + 1 })}
                  onClick={() => remove(field.name)}
                >
                  {t('remove')}
                </Button>
              </div>
            ))}
            <Button onClick={() => add(MEMBER)}>{t('addMember')}</Button>
          </fieldset>
        )}
      </Form.List>
      <ProblemAlert error={accounts.error} onRetry={() => void accounts.refetch()} />
      <ProblemAlert error={rest} />
      <div className={s.buttons}>
        <Button type="primary" htmlType="submit">
          {submitLabel}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
      </div>
    </Form>
  );
}
