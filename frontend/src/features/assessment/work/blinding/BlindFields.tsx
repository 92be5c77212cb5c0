import { Form, Radio, Select } from 'antd';
import { useBlindText } from '../../i18n/blinding';

/** Single- or double-blind, and further words to veil; parts of the two settings forms. */
export function BlindFields() {
  const t = useBlindText();
  const form = Form.useFormInstance();
  const double = Form.useWatch('blindness', form) === 'double';
  return (
    <>
      <Form.Item
        name="blindness"
        label={t('blindness')}
        extra={t(double ? 'doubleHint' : 'singleHint')}
      >
        <Radio.Group
          options={[
            { value: 'single', label: t('single') },
            { value: 'double', label: t('double') },
          ]}
        />
      </Form.Item>
      <Form.Item name="blind_words" label={t('words')} extra={t('wordsHint')} hidden={!double}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={['、', '，', ',', ';']}
        />
      </Form.Item>
    </>
  );
}
