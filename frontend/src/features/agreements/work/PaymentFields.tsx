import { Button, Form, Input } from 'antd';
import { useAgreementsText } from '../i18n';
import { MoneyInput } from './MoneyInput';
import s from './Room.module.css';

/** The instalments. */
export function PaymentFields() {
  const t = useAgreementsText();
  return (
    <Form.List name="payments">
      {(fields, { add, remove }) => (
        <fieldset className={s.instalments}>
          <legend>{t('payments')}</legend>
          {fields.map((field) => (
            <div key={field.key} className={s.fields}>
              <Form.Item
                name={[field.name, 'condition']}
                label={t('condition')}
                rules={[{ required: true }]}
              >
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item
                name={[field.name, 'amount_fen']}
                label={t('amount')}
                rules={[{ required: true }]}
              >
                <MoneyInput />
              </Form.Item>
              <Form.Item name={[field.name, 'due_on']} label={t('due')}>
                <Input type="date" />
              </Form.Item>
              <Form.Item label=" ">
                <Button
                  onClick={() => remove(field.name)}
                  aria-label={`${t('remove')} ${field.name + 1}`}
                >
                  {t('remove')}
                </Button>
              </Form.Item>
            </div>
          ))}
          <Button disabled={fields.length >= 24} onClick={() => add({ condition: '' })}>
            {t('addPayment')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}
