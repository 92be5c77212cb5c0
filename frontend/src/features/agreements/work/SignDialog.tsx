import { App, Checkbox, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AgreementDetail, SignMeaning } from '@/api/gen';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import { SIGN_MEANINGS, useOptions } from '../labels';
import { useTakeAgreement } from './AgreementRoom';
import s from './Room.module.css';

interface Values {
  meaning: SignMeaning;
  password: string;
  read: boolean;
}

/** The act of signing: capacity, password again, bound to the hash that is shown. */
export function SignDialog({
  agreement,
  onClose,
}: {
  agreement: AgreementDetail;
  onClose: () => void;
}) {
  const t = useAgreementsText();
  const { message } = App.useApp();
  const take = useTakeAgreement();
  const meanings = useOptions(SIGN_MEANINGS);
  const { form, rest, show } = useProblemForm<Values>();
  const [busy, setBusy] = useState(false);
  const read = Form.useWatch('read', form);
  const sign = async ({ meaning, password }: Values) => {
    setBusy(true);
    show(null);
    try {
      const next = await api.post<AgreementDetail>(
        `/api/v1/agreements/${agreement.id}/signatures`,
        { meaning, password, document_sha256: agreement.document_sha256 },
        { version: agreement.version },
      );
      void message.success(t('signDone'));
      onClose();
      await take(next);
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('signTitle')}
      okText={t('sign')}
      okButtonProps={{ loading: busy, disabled: !read }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className={s.quiet}>{t('signLead')}</p>
      <p className={s.signHash}>
        <b>{agreement.title}</b>
        <small>
          {agreement.number} · {t('draftNo', { n: agreement.draft_no })}
        </small>
        <code>{agreement.document_sha256}</code>
      </p>
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ meaning: 'authorised' }}
        onFinish={(values) => void sign(values)}
      >
        <Form.Item name="meaning" label={t('capacity')}>
          <Radio.Group options={meanings} />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true }]}>
          <Input.Password autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Form.Item name="read" valuePropName="checked">
          <Checkbox>{t('read')}</Checkbox>
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
