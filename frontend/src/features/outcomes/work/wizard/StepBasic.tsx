import { Input, InputNumber, Select } from 'antd';
import { useTermOptions } from '@/api/taxonomy';
import { useOutcomeText } from '../../i18n';
import { Field, useCodedOptions } from './Field';
import s from './wizard.module.css';

/** 5.2.1.1 and 5.2.1.2.1: what it is and what it is for. */
export function StepBasic() {
  const t = useOutcomeText();
  const diseases = useCodedOptions('disease');
  return (
    <>
      <Field name="title" label={t('title')}>
        <Input maxLength={120} showCount />
      </Field>
      <div className={s.grid}>
        <Field name="kind" label={t('kind')}>
          <Select options={useTermOptions('outcome_kind')} allowClear />
        </Field>
        <Field name="tech_field" label={t('techField')}>
          <Select options={useTermOptions('tech_field')} allowClear />
        </Field>
        <Field name="scene" label={t('scene')}>
          <Select options={useTermOptions('scene')} allowClear />
        </Field>
        <Field name="year" label={t('year')}>
          <InputNumber min={1900} max={2100} precision={0} style={{ width: '100%' }} />
        </Field>
      </div>
      <Field name="diseases" label={t('diseases')} extra={t('diseasesHint')}>
        <Select mode="multiple" options={diseases} showSearch={{ optionFilterProp: 'label' }} />
      </Field>
      <Field name="summary" label={t('summary')} extra={t('summaryHint')}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} showCount />
      </Field>
      <Field name="background" label={t('background')}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={5000} showCount />
      </Field>
      <Field name="innovation" label={t('innovation')}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={5000} showCount />
      </Field>
      <Field name="contribution" label={t('contribution')}>
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={5000} showCount />
      </Field>
    </>
  );
}
