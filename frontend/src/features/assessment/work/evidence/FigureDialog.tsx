import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/api/problem';
import type { EvidenceBaseView, FigureInput, FigureView } from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useEvidenceText } from '../../i18n/evidence';
import { EVIDENCE_KINDS } from '../../labels';
import { useLeafOptions } from './useLeaves';
import { WhereFields } from './Where';
import s from './evidence.module.css';

interface Props {
  base: EvidenceBaseView;
  start: FigureView | null;
  onSave: (values: FigureInput) => Promise<unknown>;
  onClose: () => void;
}

/** The whole list is sent, so a fault of /figures/3/value belongs to the field value here. */
function ofOneFigure(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const errors = error.errors.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/figures\/\d+/, ''),
  }));
  return new ApiProblem(error.status, { ...error.body, errors });
}

/** One figure: what, how much, and where it stands. */
export function FigureDialog({ base, start, onSave, onClose }: Props) {
  const t = useEvidenceText();
  const lang = useLang();
  const leaves = useLeafOptions();
  const { form, rest, show } = useProblemForm<FigureInput>();
  const [busy, setBusy] = useState(false);
  const save = async (values: FigureInput) => {
    setBusy(true);
    show(null);
    try {
      await onSave({ ...values, leaf: values.leaf ?? '', citation: values.citation ?? '' });
    } catch (error) {
      show(ofOneFigure(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      width={680}
      title={t('figureTitle')}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<FigureInput>
        form={form}
        layout="vertical"
        initialValues={
          start ? { ...start, leaf: start.leaf || undefined } : { kind: 'clinical_trial' }
        }
        onFinish={(values) => void save(values)}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className={s.two}>
          <Form.Item name="value" label={t('value')} rules={[{ required: true }]}>
            <InputNumber style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="unit" label={t('unit')}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="kind" label={t('kind')} rules={[{ required: true }]}>
            <Select
              options={Object.entries(EVIDENCE_KINDS).map(([value, label]) => ({
                value,
                label: labelOf(label, lang),
              }))}
            />
          </Form.Item>
          <Form.Item name="leaf" label={t('leaf')}>
            <Select allowClear showSearch optionFilterProp="label" options={leaves} />
          </Form.Item>
          <WhereFields at={[]} files={base.files} />
          <Form.Item name="year" label={t('year')}>
            <InputNumber min={1900} max={2100} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="citation" label={t('citation')} extra={t('sourceHint')}>
          <Select
            allowClear
            showSearch
            optionFilterProp="label"
            options={base.citations.map((row) => ({ value: row.key, label: row.title }))}
          />
        </Form.Item>
        <ProblemAlert error={rest} />
      </Form>
    </Modal>
  );
}
