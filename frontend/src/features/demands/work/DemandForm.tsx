import { Button, Form, Input, InputNumber, Select } from 'antd';
import type { DemandInput } from '@/api/gen';
import { useTermOptions } from '@/api/taxonomy';
import { labelOf, useLang } from '@/shared/lib/text';
import { ProblemAlert } from '@/shared/ui';
import { useProblemForm } from '@/shared/work';
import { useDemandText } from '../i18n';
import { DEMAND_TYPES } from '../labels';
import s from './demands.module.css';

/** The form holds 万元, the interface whole fen. */
export type DemandValues = Omit<DemandInput, 'budget_fen'> & { budget_fen?: number | null };
const FEN_PER_WAN = 1_000_000;

export const toBody = (values: DemandValues): DemandInput => ({
  ...values,
  description: values.description ?? '',
  confidential_note: values.confidential_note ?? '',
  demand_type: values.demand_type ?? null,
  field: values.field ?? null,
  scene: values.scene ?? null,
  deadline: values.deadline || null,
  diseases: values.diseases ?? [],
  modes: values.modes ?? [],
  budget_fen: values.budget_fen == null ? null : Math.round(values.budget_fen * FEN_PER_WAN),
});

export const fromFen = (fen: number | null | undefined) =>
  fen == null ? undefined : fen / FEN_PER_WAN;

interface Props {
  initial?: DemandValues;
  busy: boolean;
  /** Rejecting shows the problem at its fields. */
  onSave: (body: DemandInput, submit: boolean) => Promise<unknown>;
}

/** The ten fields of a need. */
export function DemandForm({ initial, busy, onSave }: Props) {
  const t = useDemandText();
  const lang = useLang();
  const { form, rest, show } = useProblemForm<DemandValues>();
  const fields = useTermOptions('tech_field');
  const scenes = useTermOptions('scene');
  const diseases = useTermOptions('disease');
  const modes = useTermOptions('cooperation_mode');
  const types = Object.entries(DEMAND_TYPES).map(([value, label]) => ({
    value,
    label: labelOf(label, lang),
  }));
  const save = async (submit: boolean) => {
    show(null);
    const values = await form.validateFields().catch(() => null);
    if (values) await onSave(toBody(values), submit).catch(show);
  };
  return (
    <section className={`panel ${s.form}`}>
      <p className={s.quiet}>{t('formHint')}</p>
      <Form<DemandValues> form={form} layout="vertical" initialValues={initial} requiredMark>
        <Form.Item
          name="title"
          label={t('title')}
          extra={t('titleHint')}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input maxLength={120} showCount />
        </Form.Item>
        <Form.Item name="description" label={`${t('description')} *`} extra={t('descriptionHint')}>
          <Input.TextArea rows={6} maxLength={5000} showCount />
        </Form.Item>
        <div className={s.pair}>
          <Form.Item name="demand_type" label={`${t('type')} *`}>
            <Select options={types} allowClear />
          </Form.Item>
          <Form.Item name="field" label={`${t('field')} *`}>
            <Select options={fields} allowClear showSearch={{ optionFilterProp: 'label' }} />
          </Form.Item>
          <Form.Item name="scene" label={`${t('scene')} *`}>
            <Select options={scenes} allowClear />
          </Form.Item>
          <Form.Item name="diseases" label={t('diseases')}>
            <Select
              mode="multiple"
              options={diseases}
              maxCount={10}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
          <Form.Item name="modes" label={t('modes')}>
            <Select mode="multiple" options={modes} />
          </Form.Item>
          <Form.Item name="budget_fen" label={t('budgetWan')} extra={t('budgetHint')}>
            <InputNumber min={0} max={90_000_000} precision={2} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="deadline" label={t('deadline')}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="confidential_note" label={t('confidential')} extra={t('confidentialHint')}>
          <Input.TextArea rows={3} maxLength={2000} showCount />
        </Form.Item>
        <ProblemAlert error={rest} />
        <div className={s.buttons}>
          <Button type="primary" loading={busy} onClick={() => void save(true)}>
            {t('saveAndSubmit')}
          </Button>
          <Button disabled={busy} onClick={() => void save(false)}>
            {t('save')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
