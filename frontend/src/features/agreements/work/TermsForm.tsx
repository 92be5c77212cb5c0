import { App, Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AgreementDetail, TermsInput } from '@/api/gen';
import { useTermOptions } from '@/api/taxonomy';
import { labelOf, useLang } from '@/shared/lib/text';
import { Notice, ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAgreementsText } from '../i18n';
import {
  CLAUSE_KEYS,
  CLAUSES,
  LICENCE_KINDS,
  PAYMENT_SCHEMES,
  PRICING_METHODS,
  useOptions,
} from '../labels';
import { useTakeAgreement } from './AgreementRoom';
import { MoneyInput } from './MoneyInput';
import { PaymentFields } from './PaymentFields';
import { RightsField } from './RightsField';
import s from './Room.module.css';

/** Empty inputs mean "not agreed": dates and codes go as null. */
const cleaned = (values: TermsInput): TermsInput => ({
  ...values,
  licence_kind: values.licence_kind || null,
  payment_scheme: values.payment_scheme || null,
  pricing_method: values.pricing_method || null,
  start_date: values.start_date || null,
  end_date: values.end_date || null,
  payments: (values.payments ?? []).map((item) => ({ ...item, due_on: item.due_on || null })),
});

/** All terms in one form; saving replaces them and, where a text was frozen, voids signatures. */
export function TermsForm({
  agreement,
  onClose,
}: {
  agreement: AgreementDetail;
  onClose: () => void;
}) {
  const t = useAgreementsText();
  const lang = useLang();
  const { message } = App.useApp();
  const take = useTakeAgreement();
  const { form, rest, show } = useProblemForm<TermsInput>();
  const [busy, setBusy] = useState(false);
  const kinds = useTermOptions('contract_kind');
  const modes = useTermOptions('transfer_mode');
  const licences = useOptions(LICENCE_KINDS);
  const schemes = useOptions(PAYMENT_SCHEMES);
  const pricing = useOptions(PRICING_METHODS);
  const mode = Form.useWatch('transfer_mode', form) ?? agreement.terms.transfer_mode;
  const kind = Form.useWatch('contract_kind', form) ?? agreement.terms.contract_kind;
  const related = Form.useWatch('buyer_related', form) ?? agreement.terms.buyer_related;
  const licensed = mode === 'license' || kind === 'license';
  const save = async (values: TermsInput) => {
    setBusy(true);
    show(null);
    try {
      const body = cleaned({ ...agreement.terms, licence_kind: null, ...values });
      const next = await api.put<AgreementDetail>(`/api/v1/agreements/${agreement.id}`, body, {
        version: agreement.version,
      });
      void message.success(t('savedTerms'));
      onClose();
      await take(next);
    } catch (error) {
      show(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel" aria-labelledby="terms">
      <h2 id="terms">{t('editTerms')}</h2>
      {agreement.status === 'signing' && <Notice tone="warn">{t('voidHint')}</Notice>}
      {agreement.status === 'publicity' && <Notice tone="warn">{t('postedHint')}</Notice>}
      <Form<TermsInput>
        form={form}
        layout="vertical"
        initialValues={agreement.terms}
        onFinish={(values) => void save(values)}
      >
        <h3>{t('basics')}</h3>
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
          {licensed && (
            <Form.Item name="licence_kind" label={t('licenceKind')}>
              <Select options={licences} allowClear />
            </Form.Item>
          )}
          <Form.Item name="start_date" label={t('startDate')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="end_date" label={t('endDate')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="place" label={t('place')}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <Form.Item name="subject" label={t('subject')}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <h3>{t('money')}</h3>
        <div className={s.fields}>
          <Form.Item name="amount_fen" label={t('amount')}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="technology_amount_fen" label={t('technologyAmount')}>
            <MoneyInput />
          </Form.Item>
          <Form.Item name="payment_scheme" label={t('paymentScheme')}>
            <Select options={schemes} allowClear />
          </Form.Item>
          <Form.Item name="pricing_method" label={t('pricingMethod')}>
            <Select options={pricing} allowClear />
          </Form.Item>
        </div>
        <PaymentFields />
        <h3>{t('rights')}</h3>
        <Form.Item name="rights">
          <RightsField all={agreement.rights} />
        </Form.Item>
        <Form.Item name="covers_know_how" valuePropName="checked">
          <Checkbox>{t('coversKnowHow')}</Checkbox>
        </Form.Item>
        <Form.Item name="buyer_related" valuePropName="checked">
          <Checkbox>{t('buyerRelated')}</Checkbox>
        </Form.Item>
        {related && (
          <Form.Item name="buyer_related_note" label={t('buyerRelatedNote')}>
            <Input maxLength={200} />
          </Form.Item>
        )}
        <h3>{t('clauses')}</h3>
        {CLAUSE_KEYS.map((key) => (
          <Form.Item key={key} name={['clauses', key]} label={labelOf(CLAUSES[key], lang)}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 12 }} maxLength={20000} />
          </Form.Item>
        ))}
        <ProblemAlert error={rest} />
        <div className={s.buttons}>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('saveTerms')}
          </Button>
          <Button onClick={onClose}>{t('closeEdit')}</Button>
        </div>
      </Form>
    </section>
  );
}
