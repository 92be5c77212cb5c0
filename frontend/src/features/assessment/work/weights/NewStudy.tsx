import { Form, Input, Modal, Select } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { WeightSetInput, WeightSetView } from '@/api/gen';
import { delphiStudiesListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh, useSubmitKey } from '@/api/hooks';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useWeightText } from '../../i18n/weights';
import { SystemField } from '../indicators/SystemField';
import { useActiveExperts } from '../useActiveExperts';

type Values = Omit<WeightSetInput, 'system_id' | 'delphi_study_id'> & {
  system_id: string;
  delphi_study_id: string;
};

/** A new weighting study: on the standard's tree, a kept version, or what a Delphi study fixed. */
export function NewStudy({ study, onClose }: { study: string; onClose: () => void }) {
  const t = useWeightText();
  const go = useNavigate();
  const client = useQueryClient();
  const { keyOf } = useSubmitKey();
  const { form, rest, show } = useProblemForm<Values>();
  const chosen = Form.useWatch('delphi_study_id', form) ?? study;
  const options = useActiveExperts();
  const closed = useQuery(delphiStudiesListOptions({ query: { status: 'closed', size: 100 } }));
  const create = async (values: Values) => {
    show(null);
    const body: WeightSetInput = {
      title: values.title,
      expert_ids: values.expert_ids,
      system_id: (!values.delphi_study_id && values.system_id) || null,
      delphi_study_id: values.delphi_study_id || null,
    };
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
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ expert_ids: [], system_id: '', delphi_study_id: study }}
        onFinish={(values) => void create(values)}
      >
        <Form.Item name="title" label={t('studyTitle')} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="delphi_study_id" label={t('study')} extra={t('studyHint')}>
          <Select
            options={[
              { value: '', label: t('noStudy') },
              ...(closed.data?.items ?? []).map((row) => ({
                value: row.id,
                label: `${row.number} ${row.title}`,
              })),
            ]}
          />
        </Form.Item>
        {!chosen && <SystemField label={t('tree')} standard={t('standard')} />}
        <Form.Item name="expert_ids" label={t('experts')}>
          <Select mode="multiple" optionFilterProp="label" options={options} />
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
