import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTermOptions } from '@/api/taxonomy';
import { useOutcomeText } from '../../i18n';
import { Field, Place, YesNo } from './Field';
import s from './wizard.module.css';

/** Not the comma and not the blank: Latin names hold both. */
const BETWEEN_NAMES = ['、', '，', '；', ';'];
const day = {
  getValueProps: (value: string | null) => ({ value: value ?? '' }),
  normalize: (value: string) => value || null,
};

/** 5.2.1.2.4: state, scope and term of the rights, and whose they are. */
export function StepIp() {
  const t = useOutcomeText();
  const types = useTermOptions('ip_type');
  const states = useTermOptions('ip_state');
  return (
    <>
      <Place at="ip_rights">
        <fieldset className={s.group}>
          <legend>{t('ipRights')}</legend>
          <Form.List name="ip_rights">
            {(rows, { add, remove }) => (
              <>
                {rows.map((row, index) => (
                  <div key={row.key} className={s.row} data-at={`/ip_rights/${index}`}>
                    <div className={s.grid}>
                      <Form.Item name={[row.name, 'type']} label={t('rType')}>
                        <Select options={types} />
                      </Form.Item>
                      <Form.Item name={[row.name, 'state']} label={t('rState')}>
                        <Select options={states} />
                      </Form.Item>
                      <Form.Item name={[row.name, 'title']} label={t('rTitle')}>
                        <Input maxLength={200} />
                      </Form.Item>
                      <Form.Item name={[row.name, 'owner']} label={t('rOwner')}>
                        <Input maxLength={200} />
                      </Form.Item>
                      <Form.Item name={[row.name, 'number']} label={t('rNumber')}>
                        <Input maxLength={100} placeholder="CN115581751B" />
                      </Form.Item>
                      <Form.Item name={[row.name, 'application_number']} label={t('rApplication')}>
                        <Input maxLength={100} placeholder="202210466263.6" />
                      </Form.Item>
                      <Form.Item {...day} name={[row.name, 'filing_date']} label={t('rFiling')}>
                        <Input type="date" />
                      </Form.Item>
                      <Form.Item {...day} name={[row.name, 'grant_date']} label={t('rGrant')}>
                        <Input type="date" />
                      </Form.Item>
                      <Form.Item {...day} name={[row.name, 'expiry_date']} label={t('rExpiry')}>
                        <Input type="date" />
                      </Form.Item>
                    </div>
                    <Form.Item
                      name={[row.name, 'inventors']}
                      label={t('rInventors')}
                      extra={t('rInventorsHint')}
                    >
                      <Select
                        mode="tags"
                        open={false}
                        suffixIcon={null}
                        tokenSeparators={BETWEEN_NAMES}
                      />
                    </Form.Item>
                    <Form.Item name={[row.name, 'scope']} label={t('rScope')}>
                      <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1000} />
                    </Form.Item>
                    <Button
                      onClick={() => remove(row.name)}
                      aria-label={`${t('removeItem')} ${t('item', { n: index + 1 })}`}
                    >
                      {t('removeItem')}
                    </Button>
                  </div>
                ))}
                <Button type="dashed" onClick={() => add({ type: 'invention', state: 'unknown' })}>
                  {t('addRight')}
                </Button>
              </>
            )}
          </Form.List>
        </fieldset>
      </Place>
      <div className={s.grid}>
        <Field name="ownership_basis" label={t('ownershipBasis')}>
          <Select options={useTermOptions('ownership_basis')} allowClear />
        </Field>
        <Field name="inventors_count" label={t('inventors')}>
          <InputNumber min={1} max={500} precision={0} style={{ width: '100%' }} />
        </Field>
        <YesNo name="public_fund" label={t('publicFund')} />
        <YesNo name="hgr_involved" label={t('hgr')} />
      </div>
    </>
  );
}
