import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useTermOptions } from '@/api/taxonomy';
import { useOutcomeText } from '../../i18n';
import { Field, Place, useCodedOptions, YesNo } from './Field';
import s from './wizard.module.css';

const SEPARATORS = ['、', '，', ',', ' ', '；', ';'];

/** 5.2.1.2.2 and 5.2.1.2.3: figures and cases, and the block on Chinese medicine. */
export function StepTechnical() {
  const t = useOutcomeText();
  const syndromes = useCodedOptions('syndrome');
  return (
    <>
      <div className={s.grid}>
        <Field name="maturity" label={t('maturity')}>
          <Select options={useTermOptions('maturity')} allowClear />
        </Field>
        <Field
          name="maturity_evidence"
          label={t('maturityEvidence')}
          extra={t('maturityEvidenceHint')}
        >
          <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1000} />
        </Field>
      </div>
      <Parameters />
      <Cases />
      <Place at="tcm">
        <fieldset className={s.group}>
          <legend>{t('tcm')}</legend>
          <Field name={['tcm', 'syndromes']} label={t('syndromes')} extra={t('syndromesHint')}>
            <Select mode="tags" options={syndromes} showSearch={{ optionFilterProp: 'label' }} />
          </Field>
          <Field name={['tcm', 'herbs']} label={t('herbs')} extra={t('herbsHint')}>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SEPARATORS} />
          </Field>
          <Field name={['tcm', 'endangered']} label={t('endangered')}>
            <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SEPARATORS} />
          </Field>
          <Field name={['tcm', 'formula_source']} label={t('formulaSource')}>
            <Input.TextArea autoSize={{ minRows: 1 }} maxLength={1000} />
          </Field>
          <YesNo name={['tcm', 'traditional_knowledge']} label={t('traditionalKnowledge')} />
        </fieldset>
      </Place>
      <Field name="ethics" label={t('ethics')} extra={t('ethicsHint')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Field>
    </>
  );
}

function Parameters() {
  const t = useOutcomeText();
  const cells = [
    ['name', 'pName'],
    ['value', 'pValue'],
    ['unit', 'pUnit'],
    ['method', 'pMethod'],
    ['sample', 'pSample'],
    ['evidence', 'pEvidence'],
  ] as const;
  return (
    <Place at="parameters">
      <fieldset className={s.group}>
        <legend>{t('parameters')}</legend>
        <p className={s.hint}>{t('parametersHint')}</p>
        <Form.List name="parameters">
          {(rows, { add, remove }) => (
            <>
              {rows.map((row, index) => (
                <div key={row.key} className={s.parameter}>
                  {cells.map(([key, label]) => (
                    <Form.Item key={key} name={[row.name, key]} label={t(label)}>
                      <Input maxLength={key === 'unit' ? 40 : 200} />
                    </Form.Item>
                  ))}
                  <Button
                    onClick={() => remove(row.name)}
                    aria-label={`${t('removeItem')} ${t('item', { n: index + 1 })}`}
                  >
                    {t('removeItem')}
                  </Button>
                </div>
              ))}
              <Button type="dashed" onClick={() => add({})}>
                {t('addParameter')}
              </Button>
            </>
          )}
        </Form.List>
      </fieldset>
    </Place>
  );
}

function Cases() {
  const t = useOutcomeText();
  return (
    <Place at="cases">
      <fieldset className={s.group}>
        <legend>{t('cases')}</legend>
        <p className={s.hint}>{t('casesHint')}</p>
        <Form.List name="cases">
          {(rows, { add, remove }) => (
            <>
              {rows.map((row, index) => (
                <div key={row.key} className={s.row} data-at={`/cases/${index}`}>
                  <div className={s.grid}>
                    <Form.Item name={[row.name, 'place']} label={t('cPlace')}>
                      <Input maxLength={200} />
                    </Form.Item>
                    <Form.Item name={[row.name, 'period']} label={t('cPeriod')}>
                      <Input maxLength={200} />
                    </Form.Item>
                    <Form.Item name={[row.name, 'numbers']} label={t('cNumbers')}>
                      <Input maxLength={200} />
                    </Form.Item>
                  </div>
                  <Form.Item name={[row.name, 'effect']} label={t('cEffect')}>
                    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'proof']} label={t('cProof')}>
                    <Input maxLength={1000} />
                  </Form.Item>
                  <Form.Item name={[row.name, 'deidentified']} valuePropName="checked" noStyle>
                    <Checkbox>{t('cDeidentified')}</Checkbox>
                  </Form.Item>
                  <Form.Item name={[row.name, 'consent']} valuePropName="checked" noStyle>
                    <Checkbox>{t('cConsent')}</Checkbox>
                  </Form.Item>
                  <Button
                    onClick={() => remove(row.name)}
                    aria-label={`${t('removeItem')} ${t('item', { n: index + 1 })}`}
                  >
                    {t('removeItem')}
                  </Button>
                </div>
              ))}
              <Button type="dashed" onClick={() => add({})}>
                {t('addCase')}
              </Button>
            </>
          )}
        </Form.List>
      </fieldset>
    </Place>
  );
}
