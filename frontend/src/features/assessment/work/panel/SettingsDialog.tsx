import { Form, Input, Modal, Radio, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { AssessmentSettingsInput, AssessmentView } from '@/api/gen';
import { weightSetsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useOrganiseText } from '../../i18n/organise';
import { BlindFields } from '../blinding/BlindFields';

interface Props {
  assessment: AssessmentView;
  onClose: () => void;
  onChange: (next: AssessmentView) => void;
}

/** Mode, term, scope and weights; they may change until the assessment starts. */
export function SettingsDialog({ assessment, onClose, onChange }: Props) {
  const t = useOrganiseText();
  const { form, rest, show } = useProblemForm<AssessmentSettingsInput>();
  const sets = useQuery(weightSetsListOptions({ query: { status: 'approved', size: 100 } }));
  const options = (sets.data?.items ?? []).map((set) => ({
    value: set.id,
    label: `${set.title}（${t('revisionOf', { n: set.revision ?? 0 })}）`,
  }));
  const save = async (values: AssessmentSettingsInput) => {
    show(null);
    try {
      onChange(
        await api.put<AssessmentView>(
          `/api/v1/assessments/${assessment.id}`,
          { ...values, due_on: values.due_on || null, weight_set_id: values.weight_set_id ?? null },
          { version: assessment.version },
        ),
      );
      onClose();
    } catch (problem) {
      show(problem);
    }
  };
  return (
    <Modal
      open
      title={t('changeSettings')}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<AssessmentSettingsInput>
        form={form}
        layout="vertical"
        initialValues={{
          mode: assessment.mode,
          blindness: assessment.blindness,
          blind_words: assessment.blind_words,
          due_on: assessment.due_on,
          scope: assessment.scope,
          weight_set_id: assessment.weight_set_id,
        }}
        onFinish={(values) => void save(values)}
      >
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
        <Form.Item name="weight_set_id" label={t('weights')}>
          <Select options={options} loading={sets.isPending} placeholder={t('noWeights')} />
        </Form.Item>
        <Form.Item name="scope" label={t('scope')}>
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
