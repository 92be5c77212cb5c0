import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { PassRuleInput } from '@/api/gen';
import { passRulesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { date } from '@/shared/lib/format';
import { ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useWeightText } from '../../i18n/weights';
import s from '../organise.module.css';

/** Versions of the pass rule, newest first (clause 6.3.1). */
export function PassRules({ mayChange }: { mayChange: boolean }) {
  const t = useWeightText();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const [open, setOpen] = useState(false);
  const { form, rest, show } = useProblemForm<PassRuleInput>();
  const { data, error, isPending, refetch } = useQuery(passRulesListOptions());
  const save = async (body: PassRuleInput) => {
    show(null);
    try {
      await api.post('/api/v1/pass-rules', body, { key: keyOf(body) });
      await refresh(client, 'passRulesList');
      form.resetFields();
      setOpen(false);
    } catch (problem) {
      show(problem);
    }
  };
  const now = data?.items[0];
  return (
    <section className="panel" aria-labelledby="rules">
      <div className={s.head}>
        <h2 id="rules">{t('passRules')}</h2>
        {mayChange && <Button onClick={() => setOpen(true)}>{t('setRule')}</Button>}
      </div>
      <p className={s.lead}>{t('passRulesLead')}</p>
      {isPending && <Skeleton rows={2} />}
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      <ul className={s.rules}>
        {data?.items.map((rule) => (
          <li key={rule.id}>
            <b>{t('revisionOf', { n: rule.revision })}</b>
            {rule.current && <Tag tone="good">{t('current')}</Tag>}
            <span>
              {t('total')} <b className="num">{rule.total}</b> · {t('floor')}{' '}
              <b className="num">{rule.dimension_floor}</b> · {t('vetoes')}：
              {rule.veto_labels.join('、')}
            </span>
            <small>
              {rule.reason} · {date(rule.created_at)}
            </small>
          </li>
        ))}
      </ul>
      <Modal
        open={open}
        title={t('setRule')}
        okText={t('save')}
        cancelText={t('cancel')}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <Form<PassRuleInput>
          form={form}
          layout="vertical"
          initialValues={{ total: now?.total ?? 60, dimension_floor: now?.dimension_floor ?? 40 }}
          onFinish={(body) => void save(body)}
        >
          <Form.Item name="total" label={t('total')} rules={[{ required: true }]}>
            <InputNumber min={0} max={100} />
          </Form.Item>
          <Form.Item name="dimension_floor" label={t('floor')} rules={[{ required: true }]}>
            <InputNumber min={0} max={100} />
          </Form.Item>
          <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
          <ProblemAlert error={rest} />
        </Form>
      </Modal>
    </section>
  );
}
