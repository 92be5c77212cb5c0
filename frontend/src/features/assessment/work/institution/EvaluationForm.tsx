import { Button, Form, Input, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { EvaluationInput, OutcomeStatus } from '@/api/gen';
import { outcomesListOptions, workGroupsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Button as LinkButton, EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useInstitutionText } from '../../i18n/institution';
import s from './institution.module.css';

interface Props {
  start: Partial<EvaluationInput>;
  submitLabel: string;
  onSave: (values: EvaluationInput) => Promise<unknown>;
  onCancel?: () => void;
}

const LISTED: OutcomeStatus[] = [
  'submitted',
  'returned',
  'accepted',
  'assessing',
  'published',
  'unpublished',
  'not_passed',
  'contracted',
  'converted',
];

/** The start form: scope, outcomes, dates, group; the tree version is the one in force. */
export function EvaluationForm({ start, submitLabel, onSave, onCancel }: Props) {
  const t = useInstitutionText();
  const { form, rest, show } = useProblemForm<EvaluationInput>();
  const groups = useQuery(workGroupsListOptions({ query: { size: 100 } }));
  const outcomes = useQuery(outcomesListOptions({ query: { status: LISTED, size: 100 } }));
  if (groups.isPending || outcomes.isPending) return <Skeleton rows={6} />;
  const usable = (groups.data?.items ?? []).filter((group) => group.status !== 'dissolved');
  const save = async (values: EvaluationInput) => {
    show(null);
    await onSave(values).catch(show);
  };
  if (groups.data && usable.length === 0) {
    return (
      <EmptyState
        plain
        title={t('noGroupYet')}
        action={<LinkButton to="/work/evaluations/groups/new">{t('newGroup')}</LinkButton>}
      >
        {t('noGroupsText')}
      </EmptyState>
    );
  }
  const required = [{ required: true }];
  return (
    <Form<EvaluationInput>
      form={form}
      layout="vertical"
      initialValues={start}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="title" label={t('title')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="group_id" label={t('group')} rules={required}>
        <Select
          showSearch
          optionFilterProp="label"
          options={usable.map((group) => ({
            value: group.id,
            label: `${group.number} ${group.name}（${group.status_label}）`,
          }))}
        />
      </Form.Item>
      <div className={s.half}>
        <Form.Item name="starts_on" label={t('startsOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="ends_on" label={t('endsOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="scope" label={t('scope')}>
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="outcome_ids" label={t('outcomes')} extra={t('outcomesHint')}>
        <Select
          mode="multiple"
          showSearch
          optionFilterProp="label"
          options={(outcomes.data?.items ?? []).map((row) => ({
            value: row.id,
            label: `${row.number ?? ''} ${row.title}`,
          }))}
        />
      </Form.Item>
      <ProblemAlert error={groups.error ?? outcomes.error} />
      <ProblemAlert error={rest} />
      <div className={s.buttons}>
        <Button type="primary" htmlType="submit">
          {submitLabel}
        </Button>
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
      </div>
    </Form>
  );
}
