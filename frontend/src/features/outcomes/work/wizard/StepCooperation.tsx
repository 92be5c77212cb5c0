import { Checkbox, Input, Radio, Select } from 'antd';
import { useTermOptions } from '@/api/taxonomy';
import { useOutcomeText } from '../../i18n';
import { Field } from './Field';
import s from './wizard.module.css';

/** 5.2.1.2.5 and 5.2.1.2.8: what is wished, and what stays closed. */
export function StepCooperation() {
  const t = useOutcomeText();
  return (
    <>
      <Field name={['cooperation', 'modes']} label={t('modes')}>
        <Checkbox.Group options={useTermOptions('cooperation_mode')} />
      </Field>
      <div className={s.grid}>
        <Field name={['cooperation', 'exclusivity']} label={t('exclusivity')}>
          <Select options={useTermOptions('exclusivity')} allowClear />
        </Field>
        <Field name={['cooperation', 'region']} label={t('region')}>
          <Input maxLength={200} />
        </Field>
        <Field name={['cooperation', 'price_idea']} label={t('priceIdea')} extra={t('priceHint')}>
          <Input maxLength={200} />
        </Field>
      </div>
      <Field name={['cooperation', 'note']} label={t('coopNote')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Field>
      <Field name="secret_level" label={t('secretLevel')}>
        <Radio.Group options={useTermOptions('secret_level')} />
      </Field>
      <Field name="confidential_note" label={t('confidentialNote')} extra={t('confidentialHint')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={5000} />
      </Field>
    </>
  );
}
