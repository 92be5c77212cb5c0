import { Button, Checkbox, Form, Input, InputNumber } from 'antd';
import type { ComparisonInput, EvidenceBaseView, UtilityInput, UtilityRowView } from '@/api/gen';
import { number } from '@/shared/lib/format';
import { Scroll, Tag } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { compared, signed, signedShare } from './figures';
import { comparisonInput } from './inputs';
import { Part } from './Part';
import { useBase } from './useBase';
import { Where, WhereFields } from './Where';
import s from './evidence.module.css';

const ROW = { name: '', unit: '%', lower_is_better: false };

function Verdict({ better }: { better: boolean | null }) {
  const t = useEvidenceText();
  if (better === null) return <Tag>{t('same')}</Tag>;
  return (
    <Tag tone={better ? 'good' : 'seal'} icon>
      {t(better ? 'better' : 'worse')}
    </Tag>
  );
}

/** Old against new, row by row, with differences computed (5.1.2.1.3-b). */
export function UtilityPart({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const t = useEvidenceText();
  const { save } = useBase(base);
  return (
    <Part<UtilityInput>
      id="utility"
      title={t('utility')}
      hint={t('utilityHint')}
      editable={base.editable}
      empty={base.utility.length === 0}
      start={
        {
          rows: base.utility.length > 0 ? base.utility.map(comparisonInput) : [ROW],
        } as unknown as UtilityInput
      }
      onSave={(values) => save('utility', { rows: values.rows ?? [] })}
      fields={() => (
        <Form.List name="rows">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <fieldset key={field.key} className={s.set}>
                  <div className={s.four}>
                    <Form.Item
                      name={[field.name, 'name']}
                      label={t('item')}
                      rules={[{ required: true, whitespace: true }]}
                    >
                      <Input maxLength={60} />
                    </Form.Item>
                    <Form.Item name={[field.name, 'unit']} label={t('unit')}>
                      <Input maxLength={40} />
                    </Form.Item>
                    <Form.Item
                      name={[field.name, 'old']}
                      label={t('old')}
                      rules={[{ required: true }]}
                    >
                      <InputNumber style={{ width: '100%' }} />
                    </Form.Item>
                    <Form.Item
                      name={[field.name, 'new']}
                      label={t('new')}
                      rules={[{ required: true }]}
                    >
                      <InputNumber style={{ width: '100%' }} />
                    </Form.Item>
                  </div>
                  <div className={s.three}>
                    <WhereFields at={[field.name]} files={base.files} />
                  </div>
                  <div className={s.foot}>
                    <Form.Item name={[field.name, 'lower_is_better']} valuePropName="checked">
                      <Checkbox>{t('lowerBetter')}</Checkbox>
                    </Form.Item>
                    <Preview place={field.name} />
                    <Button
                      danger
                      aria-label={t('removeRow', { n: field.name + 1 })}
                      onClick={() => remove(field.name)}
                    >
                      {t('remove')}
                    </Button>
                  </div>
                </fieldset>
              ))}
              <Button className={s.add} onClick={() => add(ROW)}>
                {t('addRow')}
              </Button>
            </>
          )}
        </Form.List>
      )}
    >
      {base.utility.length > 0 ? (
        <UtilityShown rows={base.utility} filesPath={filesPath} />
      ) : (
        <p>{t('noUtility')}</p>
      )}
    </Part>
  );
}

function Preview({ place }: { place: number }) {
  const t = useEvidenceText();
  const row = Form.useWatch(['rows', place]) as Partial<ComparisonInput> | undefined;
  const found = compared(row?.old, row?.new, row?.lower_is_better ?? false);
  if (!found) return <span />;
  return (
    <span role="status">
      {t('difference')} <b className="num">{signed(found.difference)}</b>{' '}
      <Verdict better={found.better} />
    </span>
  );
}

export function UtilityShown({ rows, filesPath }: { rows: UtilityRowView[]; filesPath: string }) {
  const t = useEvidenceText();
  const heads = ['item', 'old', 'new', 'difference', 'relative', 'verdict', 'where'] as const;
  return (
    <Scroll label={t('utility')}>
      <table className={s.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {row.name}
                {row.lower_is_better && <small> {t('lowerBetter')}</small>}
              </th>
              <td className="num">
                {number(row.old, 4)} {row.unit}
              </td>
              <td className="num">
                {number(row.new, 4)} {row.unit}
              </td>
              <td className="num">{signed(row.difference)}</td>
              <td className="num">{row.relative === null ? '—' : signedShare(row.relative)}</td>
              <td>
                <Verdict better={row.better} />
              </td>
              <td>
                <Where from={row} filesPath={filesPath} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
