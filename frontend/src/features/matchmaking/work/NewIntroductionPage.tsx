import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button as AntButton, Form, Input, Select } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { idempotent } from '@/api/client';
import {
  demandsDeskOptions,
  introductionsCreateMutation,
  libraryReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useMe } from '@/api/me';
import { Button, EmptyState, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useMatchText } from '../i18n';
import s from './introductions.module.css';

interface Values {
  demand_id?: string;
  message: string;
}

/** Ask for an introduction to the holder of one outcome; staff propose one for a need. */
export default function NewIntroductionPage() {
  const t = useMatchText();
  const [params] = useSearchParams();
  const record = params.get('record') ?? '';
  const found = useQuery({
    ...libraryReadOptions({ path: { record_id: record } }),
    enabled: record !== '',
  });
  if (!record) {
    return (
      <EmptyState
        whole
        title={t('noRecord')}
        action={<Button to="/library">{t('toLibrary')}</Button>}
      />
    );
  }
  if (!found.data) {
    return found.error ? <ProblemAlert error={found.error} /> : <Skeleton rows={8} />;
  }
  return (
    <>
      <PageHeader
        title={t('newIntroduction')}
        trail={[[t('introductions'), '/work/introductions'], [t('newIntroduction')]]}
        subtitle={t('newLead')}
      />
      <div className={s.form}>
        <section className="panel">
          <h2>{t('chosen')}</h2>
          <p>{found.data.title}</p>
          <p className={s.quiet}>
            {found.data.holder_name} · {found.data.number} · {found.data.grade}
          </p>
        </section>
        <IntroductionForm record={record} demand={params.get('demand') ?? undefined} />
      </div>
    </>
  );
}

function IntroductionForm({ record, demand }: { record: string; demand?: string }) {
  const t = useMatchText();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { me } = useMe();
  const { keyOf } = useSubmitKey();
  const staff = me?.hat?.role === 'operator';
  const { form, rest, show } = useProblemForm<Values>();
  const mine = useQuery(demandsDeskOptions({ query: { status: 'published', size: 100 } }));
  const create = useMutation({
    ...introductionsCreateMutation(),
    onError: show,
    onSuccess: async (made) => {
      await refresh(client, 'introductionsList', 'matchesLatest', 'meTodos');
      void message.success(t('sent'));
      void go(`/work/introductions/${made.id}`, { replace: true });
    },
  });
  return (
    <section className="panel">
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ demand_id: demand }}
        onFinish={(values) => {
          show(null);
          const body = {
            record_id: record,
            demand_id: values.demand_id ?? null,
            message: values.message,
          };
          create.mutate({ body, headers: idempotent(keyOf(body)) });
        }}
      >
        <Form.Item
          name="demand_id"
          label={t(staff ? 'forDemandStaff' : 'forDemand')}
          rules={[{ required: staff }]}
        >
          <Select
            allowClear
            placeholder={t('noDemand')}
            showSearch={{ optionFilterProp: 'label' }}
            loading={mine.isPending}
            options={(mine.data?.items ?? []).map((item) => ({
              value: item.id,
              label: `${item.number ?? ''} ${item.title}`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="message"
          label={t('message')}
          extra={t('messageHint')}
          rules={[{ required: true, min: 10, whitespace: true }]}
        >
          <Input.TextArea rows={6} maxLength={2000} showCount />
        </Form.Item>
        <ProblemAlert error={rest} />
        <AntButton type="primary" htmlType="submit" loading={create.isPending}>
          {t('submit')}
        </AntButton>
      </Form>
    </section>
  );
}
