import { Button, Form, Input, Radio, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import type { AssessmentInput, AssessmentView } from '@/api/gen';
import { assessmentsListOptions, outcomesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { Button as LinkButton, EmptyState, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useOrganiseText } from '../i18n/organise';
import { BlindFields } from './blinding/BlindFields';
import s from './organise.module.css';

/** Prepares the assessment of an accepted outcome. */
export default function NewAssessmentPage() {
  const t = useOrganiseText();
  const go = useNavigate();
  const client = useQueryClient();
  const [params] = useSearchParams();
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<AssessmentInput>();
  const accepted = useQuery(outcomesListOptions({ query: { status: ['accepted'], size: 100 } }));
  // an outcome stays accepted until its assessment starts; one in preparation is not offered again
  const preparing = useQuery(assessmentsListOptions({ query: { status: 'preparing', size: 100 } }));
  const create = async (values: AssessmentInput) => {
    show(null);
    const body = { ...values, due_on: values.due_on || null };
    try {
      const made = await api.post<AssessmentView>('/api/v1/assessments', body, {
        key: keyOf(body),
      });
      await refresh(client, 'assessmentsList', 'meTodos');
      await go(`/work/assessments/${made.id}`);
    } catch (error) {
      show(error);
    }
  };
  if (accepted.isPending || preparing.isPending) return <Skeleton rows={6} />;
  const taken = new Set((preparing.data?.items ?? []).map((row) => row.outcome_id));
  const options = (accepted.data?.items ?? [])
    .filter((row) => !taken.has(row.id))
    .map((row) => ({ value: row.id, label: `${row.number ?? ''} ${row.title}` }));
  return (
    <>
      <PageHeader
        title={t('newAssessment')}
        trail={[[t('assessments'), '/work/assessments'], [t('newAssessment')]]}
        subtitle={t('newLead')}
      />
      <ProblemAlert error={accepted.error} onRetry={() => void accepted.refetch()} />
      {options.length === 0 ? (
        <EmptyState
          title={t('noAccepted')}
          action={<LinkButton to="/work/reviews">{t('toReviews')}</LinkButton>}
        >
          {t('noAcceptedText')}
        </EmptyState>
      ) : (
        <section className="panel">
          <Form<AssessmentInput>
            form={form}
            layout="vertical"
            className={s.narrow}
            initialValues={{
              outcome_id: params.get('outcome') ?? undefined,
              mode: 'letter',
              blindness: 'single',
              blind_words: [],
            }}
            onFinish={(values) => void create(values)}
          >
            <Form.Item name="outcome_id" label={t('outcome')} rules={[{ required: true }]}>
              <Select showSearch optionFilterProp="label" options={options} />
            </Form.Item>
            <Form.Item name="mode" label={t('mode')}>
              <Radio.Group
                options={[
                  { value: 'letter', label: t('letter') },
                  { value: 'meeting', label: t('meeting') },
                ]}
              />
            </Form.Item>
            <BlindFields />
            <Form.Item name="due_on" label={t('due')}>
              <Input type="date" style={{ width: 200 }} />
            </Form.Item>
            <Form.Item name="scope" label={t('scope')}>
              <Input.TextArea rows={3} maxLength={2000} showCount />
            </Form.Item>
            <ProblemAlert error={rest} />
            <Button type="primary" htmlType="submit">
              {t('create')}
            </Button>
          </Form>
        </section>
      )}
    </>
  );
}
