import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { idempotent } from '@/api/client';
import type { OutcomeCreateInput } from '@/api/gen';
import { outcomesCreateMutation } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useTermOptions } from '@/api/taxonomy';
import { PageHeader, ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useOutcomeText } from '../i18n';

/** A name makes the draft; everything else is filled in the form that follows. */
export default function NewOutcomePage() {
  const t = useOutcomeText();
  const go = useNavigate();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const kinds = useTermOptions('outcome_kind');
  const { form, rest, show } = useProblemForm<OutcomeCreateInput>();
  const create = useMutation({
    ...outcomesCreateMutation(),
    onError: show,
    onSuccess: async (made) => {
      await refresh(client, 'outcomesList', 'meTodos');
      void go(`/work/outcomes/${made.id}/edit`, { replace: true });
    },
  });
  return (
    <>
      <PageHeader
        title={t('newTitle')}
        trail={[[t('outcomes'), '/work/outcomes'], [t('newTitle')]]}
        subtitle={t('newHint')}
      />
      <section className="panel" style={{ maxWidth: 640 }}>
        <Form<OutcomeCreateInput>
          form={form}
          layout="vertical"
          onFinish={(body) => {
            show(null);
            create.mutate({ body, headers: idempotent(keyOf(body)) });
          }}
        >
          <Form.Item name="title" label={t('title')} rules={[{ required: true, min: 2 }]}>
            <Input maxLength={120} showCount />
          </Form.Item>
          <Form.Item name="kind" label={t('kind')}>
            <Select options={kinds} allowClear />
          </Form.Item>
          <ProblemAlert error={rest} />
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {t('startForm')}
          </Button>
        </Form>
      </section>
    </>
  );
}
