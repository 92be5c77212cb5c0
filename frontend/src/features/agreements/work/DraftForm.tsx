import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AgreementDetail, TermsInput } from '@/api/gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useTermOptions } from '@/api/taxonomy';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import s from './Room.module.css';

type Values = Pick<TermsInput, 'title' | 'contract_kind' | 'transfer_mode'>;

/** The beginning of an agreement: title, kind, mode. */
export function DraftForm({ introductionId, title }: { introductionId: string; title: string }) {
  const t = useAgreementsText();
  const client = useQueryClient();
  const kinds = useTermOptions('contract_kind');
  const modes = useTermOptions('transfer_mode');
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<Values>();
  const [busy, setBusy] = useState(false);
  const create = async (values: Values) => {
    setBusy(true);
    show(null);
    try {
      await api.post<AgreementDetail>(
        `/api/v1/introductions/${introductionId}/agreements`,
        values,
        { key: keyOf(values) },
      );
      await refresh(client, 'agreementsList');
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="draft">
      <h2 id="draft">{t('startDraft')}</h2>
      <p className={s.quiet}>{t('startDraftHint')}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          title: `${title} 许可合同`,
          contract_kind: 'license',
          transfer_mode: 'license',
        }}
        onFinish={(values) => void create(values)}
      >
        <Form.Item name="title" label={t('title')} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className={s.fields}>
          <Form.Item name="contract_kind" label={t('kind')}>
            <Select options={kinds} />
          </Form.Item>
          <Form.Item name="transfer_mode" label={t('mode')}>
            <Select options={modes} />
          </Form.Item>
        </div>
        <ProblemAlert error={rest} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('create')}
        </Button>
      </Form>
    </section>
  );
}
