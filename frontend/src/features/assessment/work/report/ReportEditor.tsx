import { App, Button, Form, Input, Select } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ReportInput, ReportView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { useTermOptions } from '@/api/taxonomy';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useReportText } from '../../i18n/report';
import { MaturityEditor } from './MaturityEditor';
import { linesOf } from './lines';
import { SwotEditor } from './SwotEditor';
import s from './report.module.css';

interface Props {
  report: ReportView;
  onDone: () => void;
}

/** The form holds the limits as one text, a line for each. */
type Values = Omit<ReportInput, 'limits'> & { limits: string };

/** The lead writes the parts; every change asks the members again. */
export function ReportEditor({ report, onDone }: Props) {
  const t = useReportText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const modes = useTermOptions('transfer_mode');
  const { form, rest, show } = useProblemForm<Values>();
  const save = async (values: Values) => {
    show(null);
    try {
      await api.put(
        `/api/v1/assessments/${report.assessment_id}/report`,
        {
          ...values,
          valid_until: values.valid_until || null,
          limits: linesOf(values.limits),
          expert_advice: (values.expert_advice ?? []).filter((item) => item.text.trim()),
        },
        { version: report.version },
      );
      await refresh(client, 'assessmentsReport', 'assessmentsReportDocument');
      void message.success(t('saved'));
      onDone();
    } catch (error) {
      show(error);
    }
  };
  return (
    <>
      <section className="panel" aria-labelledby="edit">
        <h2 id="edit">{t('edit')}</h2>
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ ...report, limits: report.limits.join('\n') }}
          onFinish={(values) => void save(values)}
        >
          <Form.Item name="overview" label={t('overview')}>
            <Input.TextArea rows={6} maxLength={20000} />
          </Form.Item>
          <Form.Item name="maturity_statement" label={t('maturity')}>
            <Input.TextArea rows={4} maxLength={20000} />
          </Form.Item>
          <Form.Item name="transfer_advice" label={t('transfer')}>
            <Input.TextArea rows={5} maxLength={20000} />
          </Form.Item>
          <Form.Item name="routes" label={t('routes')}>
            <Select mode="multiple" options={modes} />
          </Form.Item>
          <Form.Item name="next_milestone" label={t('nextMilestone')}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="risks" label={t('risks')}>
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          <Form.Item name="valid_until" label={t('validUntil')}>
            <Input type="date" style={{ width: 200 }} />
          </Form.Item>
          <Form.Item name="limits" label={t('limits')} extra={t('limitsHint')}>
            <Input.TextArea rows={3} maxLength={4000} />
          </Form.Item>
          <Form.List name="expert_advice">
            {(fields) =>
              fields.map((field) => {
                const name = report.expert_advice[field.name]?.pseudonym ?? '';
                return (
                  <div key={field.key}>
                    <Form.Item name={[field.name, 'pseudonym']} hidden>
                      <Input />
                    </Form.Item>
                    <Form.Item name={[field.name, 'text']} label={t('adviceOf', { name })}>
                      <Input.TextArea rows={3} maxLength={2000} />
                    </Form.Item>
                  </div>
                );
              })
            }
          </Form.List>
          <ProblemAlert error={rest} />
          <div className={s.buttons}>
            <Button type="primary" htmlType="submit">
              {t('save')}
            </Button>
            <Button onClick={onDone}>{t('cancel')}</Button>
          </div>
        </Form>
      </section>
      <MaturityEditor assessmentId={report.assessment_id} />
      <SwotEditor assessmentId={report.assessment_id} />
    </>
  );
}
