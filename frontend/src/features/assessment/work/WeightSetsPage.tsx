import { Button, Form, Input, Modal, Select } from 'antd';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { WeightSetInput, WeightSetRow, WeightSetView } from '@/api/gen';
import { weightSetsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import { useListState } from '@/shared/lib/useListState';
import { DataTable, DemoTag, PageHeader, ProblemAlert, StateTag, type Column } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useAhpText } from '../i18n/ahp';
import { WEIGHT_STATES } from '../labels';
import { PassRules } from './PassRules';
import { useActiveExperts } from './useActiveExperts';
import s from './organise.module.css';

/** Weight sets as versions, and the pass rule. */
export default function WeightSetsPage() {
  const t = useAhpText();
  const { me } = useMe();
  const [open, setOpen] = useState(false);
  const list = useListState();
  const result = useQuery({
    ...weightSetsListOptions({ query: list.params() }),
    placeholderData: keepPreviousData,
  });
  // Only spares auditors a button that the server would refuse.
  const mayCreate = me?.hat?.role === 'operator';
  const title = (row: WeightSetRow) => (
    <>
      <Link to={`/work/weight-sets/${row.id}`}>{row.title}</Link> <DemoTag show={row.is_demo} />
    </>
  );
  const columns: Column<WeightSetRow>[] = [
    { title: t('number'), dataIndex: 'number', className: 'num' },
    { title: t('title'), render: (_, row) => title(row) },
    {
      title: t('status'),
      render: (_, row) => <StateTag status={row.status} labels={WEIGHT_STATES} />,
    },
    {
      title: t('revision'),
      render: (_, row) => (row.revision ? t('revisionOf', { n: row.revision }) : ''),
    },
    {
      title: t('progress'),
      className: 'num',
      render: (_, row) => `${row.submitted}/${row.sheets}`,
    },
    { title: t('approvedAt'), render: (_, row) => (row.approved_at ? date(row.approved_at) : '') },
  ];
  return (
    <>
      <PageHeader
        title={t('weightSets')}
        subtitle={t('weightSetsLead')}
        extra={
          mayCreate && (
            <Button type="primary" onClick={() => setOpen(true)}>
              {t('newStudy')}
            </Button>
          )
        }
      />
      <div className={s.stack}>
        <DataTable
          result={result}
          list={list}
          columns={columns}
          rowKey="id"
          label={t('weightSets')}
          empty={{ title: t('noSets') }}
          card={(row) => (
            <div className={s.card}>
              {title(row)}
              <StateTag status={row.status} labels={WEIGHT_STATES} />
              <small>
                {row.number} · {row.submitted}/{row.sheets}
              </small>
            </div>
          )}
        />
        <PassRules mayChange={mayCreate} />
      </div>
      {open && <NewStudy onClose={() => setOpen(false)} />}
    </>
  );
}

function NewStudy({ onClose }: { onClose: () => void }) {
  const t = useAhpText();
  const go = useNavigate();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<WeightSetInput>();
  const options = useActiveExperts();
  const create = async (body: WeightSetInput) => {
    show(null);
    try {
      const made = await api.post<WeightSetView>('/api/v1/weight-sets', body, {
        key: keyOf(body),
      });
      await refresh(client, 'weightSetsList');
      await go(`/work/weight-sets/${made.id}`);
    } catch (error) {
      show(error);
    }
  };
  return (
    <Modal
      open
      title={t('newStudy')}
      okText={t('create')}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<WeightSetInput> form={form} layout="vertical" onFinish={(body) => void create(body)}>
        <Form.Item name="title" label={t('studyTitle')} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="expert_ids" label={t('experts')} initialValue={[]}>
          <Select mode="multiple" optionFilterProp="label" options={options} />
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
