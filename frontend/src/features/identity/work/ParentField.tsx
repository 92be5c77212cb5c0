import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { OrganisationView } from '@/api/gen';
import { usccFault } from '@/shared/lib/uscc';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useIdentityText } from '../i18n';
import s from './Lists.module.css';

const FAULTS = {
  length: 'creditLength',
  alphabet: 'creditAlphabet',
  checksum: 'creditChecksum',
} as const;

interface Props {
  organisation: OrganisationView;
  onChange: (next: OrganisationView) => void;
}

interface Values {
  parent_code: string;
}

/** The organisation above this one, by credit code; it need not be on the platform. */
export function ParentField({ organisation, onChange }: Props) {
  const t = useIdentityText();
  const { message } = App.useApp();
  const { form, rest, show } = useProblemForm<Values>();
  const [busy, setBusy] = useState(false);
  const save = async ({ parent_code }: Values) => {
    setBusy(true);
    show(null);
    try {
      const body = { parent_code: parent_code.trim().toUpperCase() || null };
      const url = `/api/v1/organisations/${organisation.id}/parent`;
      onChange(await api.put<OrganisationView>(url, body, { version: organisation.version }));
      void message.success(t('parentSaved'));
    } catch (problem) {
      show(problem);
    } finally {
      setBusy(false);
    }
  };
  const check = (_: unknown, value: string) => {
    const fault = value.trim() ? usccFault(value.trim().toUpperCase()) : null;
    return fault ? Promise.reject(new Error(t(FAULTS[fault]))) : Promise.resolve();
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className={s.parent}
      initialValues={{ parent_code: organisation.parent_code ?? '' }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item
        name="parent_code"
        label={t('parentCode')}
        extra={t('parentHint')}
        rules={[{ validator: check }]}
      >
        <Input maxLength={18} autoComplete="off" />
      </Form.Item>
      <ProblemAlert error={rest} />
      <Button htmlType="submit" loading={busy}>
        {t('save')}
      </Button>
    </Form>
  );
}
