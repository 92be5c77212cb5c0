import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ConversionInput, FileView, ProjectView } from '@/api/gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useTermOptions } from '@/api/taxonomy';
import { date } from '@/shared/lib/format';
import { FileField, ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useImplementationText } from '../i18n';
import { CONVERSION_KINDS, useOptions } from '../labels';
import s from './Project.module.css';

type Values = Omit<ConversionInput, 'proof_file_id'>;
const TYPES = ['.pdf', '.docx', '.xlsx', '.jpg', '.png'] as const;

/** Reports a conversion: what happened, when, and the proof. */
export function ConversionForm({
  project,
  onClose,
}: {
  project: ProjectView;
  onClose: () => void;
}) {
  const t = useImplementationText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const kinds = useOptions(CONVERSION_KINDS).filter((kind) => kind.value !== 'self_invested');
  const modes = useTermOptions('transfer_mode');
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<Values>();
  const [proof, setProof] = useState<FileView | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async (values: Values) => {
    setAsked(true);
    if (!proof) return;
    const body = { ...values, proof_file_id: proof.id };
    setBusy(true);
    show(null);
    try {
      await api.post(`/api/v1/projects/${project.id}/conversions`, body, { key: keyOf(body) });
      void message.success(t('submitted'));
      onClose();
      await refresh(client, 'projectsRead', 'projectsList', 'conversionsList');
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={{
        kind: 'contract_performed',
        transfer_mode: project.transfer_mode,
        happened_on: date(new Date()),
      }}
      onFinish={(values) => void send(values)}
    >
      <Form.Item name="kind" label={t('kind')}>
        <Select options={kinds} />
      </Form.Item>
      <Form.Item name="transfer_mode" label={t('mode')}>
        <Select options={modes} />
      </Form.Item>
      <Form.Item name="happened_on" label={t('conversionDate')} rules={[{ required: true }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="note" label={t('remark')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <FileField
        label={t('proof')}
        multiple={false}
        types={TYPES}
        files={proof ? [proof] : []}
        request={() => ({ url: `/api/v1/projects/${project.id}/attachments` })}
        onUploaded={(answer) => setProof(answer as FileView)}
        onRemove={() => setProof(null)}
      />
      {asked && !proof && (
        <p role="alert" className={s.fault}>
          {t('proofNeeded')}
        </p>
      )}
      <ProblemAlert error={rest} />
      <span className={s.buttons}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('submit')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </span>
    </Form>
  );
}
