import { Button, Form, Input, Radio, Select } from 'antd';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import type { AssessmentInput, AssessmentView } from '@/api/gen';
import {
  assessmentsListOptions,
  outcomesListOptions,
  outcomesReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import {
  Button as LinkButton,
  EmptyState,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
} from '@/shared/ui';
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
  const [term, setTerm] = useState('');
  const [picked, setPicked] = useState<{ value: string; label: string } | null>(null);
  const q = useDeferredValue(term.trim());
  const accepted = useQuery({
    ...outcomesListOptions({ query: { status: ['accepted'], size: 100, q } }),
    placeholderData: keepPreviousData,
  });
  // an outcome stays accepted until its assessment starts; one in preparation is not offered again
  const preparing = useQuery(assessmentsListOptions({ query: { status: 'preparing', size: 100 } }));
  // a link from a to-do may be older than the assessment that somebody else has prepared since
  const linked = params.get('outcome');
  const asked = useQuery({
    ...outcomesReadOptions({ path: { outcome_id: linked ?? '' } }),
    enabled: linked !== null,
    retry: false,
  });
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
  if (accepted.isPending || preparing.isPending || (linked && asked.isPending)) {
    return <Skeleton rows={6} />;
  }
  const taken = new Map((preparing.data?.items ?? []).map((row) => [row.outcome_id, row.id]));
  const wanted = asked.data?.status === 'accepted' && !taken.has(asked.data.id) ? asked.data : null;
  const rows = (accepted.data?.items ?? []).filter((row) => !taken.has(row.id));
  const found = (wanted && !q ? [wanted, ...rows] : rows).map((row) => ({
    value: row.id,
    label: `${row.number ?? ''} ${row.title}`,
  }));
  // what was picked keeps its name when the search for it is gone
  const options = [
    ...new Map(
      [...(picked && !q ? [picked] : []), ...found].map((one) => [one.value, one]),
    ).values(),
  ];
  return (
    <>
      <PageHeader
        title={t('newAssessment')}
        trail={[[t('assessments'), '/work/assessments'], [t('newAssessment')]]}
        subtitle={t('newLead')}
      />
      <ProblemAlert error={accepted.error} onRetry={() => void accepted.refetch()} />
      {linked && !wanted && (
        <Notice tone="warn">
          {t('linkedTaken', { title: asked.data?.title ?? t('outcome') })}{' '}
          {taken.has(linked) && (
            <LinkButton kind="text" size="small" to={`/work/assessments/${taken.get(linked)}`}>
              {t('openPrepared')}
            </LinkButton>
          )}
        </Notice>
      )}
      {options.length === 0 && !q ? (
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
              outcome_id: wanted?.id,
              mode: 'letter',
              blindness: 'single',
              blind_words: [],
            }}
            onFinish={(values) => void create(values)}
          >
            <Form.Item name="outcome_id" label={t('outcome')} rules={[{ required: true }]}>
              <Select
                showSearch
                filterOption={false}
                onSearch={setTerm}
                onSelect={(_, option) => {
                  setPicked(option);
                  setTerm('');
                }}
                loading={accepted.isFetching}
                options={options}
              />
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
