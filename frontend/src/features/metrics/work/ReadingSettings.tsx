import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ReadingView } from '@/api/gen';
import { metricsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { ProblemAlert, Tag } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useMetricsText } from '../i18n';
import { useQuality } from '../useQuality';
import s from './Desk.module.css';

interface Values {
  value: string;
  reason: string;
}

/** The readings of open questions; the quality auditor may choose another one. */
export function ReadingSettings() {
  const t = useMetricsText();
  const { period } = useQuality();
  const { data } = useQuery(metricsListOptions({ query: period }));
  const readings = data?.metrics.flatMap((metric) => metric.readings) ?? [];
  if (!data?.can_configure || readings.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="settings">
      <h2 id="settings">{t('settings')}</h2>
      <p className={s.hint}>{t('settingsHint')}</p>
      <ul className={s.settings}>
        {readings.map((reading) => (
          <li key={`${reading.key}-${reading.version}`}>
            <p>
              <Tag>{reading.clause}</Tag> {reading.question}
            </p>
            <OneReading reading={reading} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneReading({ reading }: { reading: ReadingView }) {
  const t = useMetricsText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { form, rest, show } = useProblemForm<Values>();
  const [busy, setBusy] = useState(false);
  const save = async (values: Values) => {
    setBusy(true);
    show(null);
    try {
      await api.put(`/api/v1/metrics/settings/${reading.key}`, values, {
        version: reading.version,
      });
      void message.success(t('saved'));
      await refresh(client, 'metricsList', 'metricRecordsList');
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
      className={s.setting}
      initialValues={{ value: reading.value, reason: '' }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="value" label={t('choose')} className={s.wide}>
        <Select options={reading.options.map(({ value, label }) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item label=" ">
        <Button htmlType="submit" loading={busy}>
          {t('save')}
        </Button>
      </Form.Item>
      <ProblemAlert error={rest} />
    </Form>
  );
}
