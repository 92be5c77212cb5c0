import { Form, InputNumber } from 'antd';
import type {
  CaseCostView,
  EvidenceBaseView,
  TreatmentCostInput,
  TreatmentCostView,
} from '@/api/gen';
import { money } from '@/shared/lib/money';
import { Scroll, Tag } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { signedShare, toFen, toYuan } from './figures';
import { Part } from './Part';
import { useBase } from './useBase';
import { Where, WhereFields } from './Where';
import s from './evidence.module.css';

interface Case {
  visit: number;
  consumable: number;
  source: string;
  year: number;
  file_id?: string | null;
  page?: string;
}
interface Values {
  new: Case;
  existing: Case;
}

const PARTS = ['new', 'existing'] as const;

const typed = (part: CaseCostView): Case => ({
  ...part,
  visit: toYuan(part.visit_fen),
  consumable: toYuan(part.consumable_fen),
});

const sent = ({ visit, consumable, ...rest }: Case) => ({
  ...rest,
  visit_fen: toFen(visit),
  consumable_fen: toFen(consumable),
});

/** Cost of one case: two amounts, their sum, and existing care beside it (5.1.2.1.3-d). */
export function CostPart({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const t = useEvidenceText();
  const { save } = useBase(base);
  const start = base.cost
    ? { new: typed(base.cost.new), existing: typed(base.cost.existing) }
    : ({} as Values);
  const send = (values: Values) => {
    const body: TreatmentCostInput = { new: sent(values.new), existing: sent(values.existing) };
    return save('cost', body);
  };
  return (
    <Part<Values>
      id="cost"
      title={t('cost')}
      hint={t('costHint')}
      editable={base.editable}
      empty={!base.cost}
      start={start}
      onSave={send}
      fields={() =>
        PARTS.map((part) => (
          <fieldset key={part} className={s.set}>
            <legend>{t(part === 'new' ? 'ours' : 'existing')}</legend>
            <div className={s.two}>
              {(['visit', 'consumable'] as const).map((name) => (
                <Form.Item
                  key={name}
                  name={[part, name]}
                  label={t(name)}
                  rules={[{ required: true }]}
                >
                  <InputNumber min={0} precision={2} suffix="元" style={{ width: '100%' }} />
                </Form.Item>
              ))}
            </div>
            <div className={s.four}>
              <WhereFields at={[part]} files={base.files} dated />
            </div>
          </fieldset>
        ))
      }
    >
      {base.cost ? <CostShown cost={base.cost} filesPath={filesPath} /> : <p>{t('noCost')}</p>}
    </Part>
  );
}

export function CostShown({ cost, filesPath }: { cost: TreatmentCostView; filesPath: string }) {
  const t = useEvidenceText();
  const word = cost.cheaper === null ? 'equal' : cost.cheaper ? 'cheaper' : 'dearer';
  const row = (label: string, part: CaseCostView) => (
    <tr>
      <th scope="row">{label}</th>
      <td className="num">{money(part.visit_fen)}</td>
      <td className="num">{money(part.consumable_fen)}</td>
      <td className="num">
        <b>{money(part.total_fen)}</b>
      </td>
      <td>
        <Where from={part} filesPath={filesPath} />
      </td>
    </tr>
  );
  return (
    <Scroll label={t('cost')}>
      <table className={s.table}>
        <thead>
          <tr>
            {(['item', 'visit', 'consumable', 'total', 'where'] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t('ours'), cost.new)}
          {row(t('existing'), cost.existing)}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('difference')}</th>
            <td colSpan={2} />
            <td className="num">
              <b>{money(cost.difference_fen)}</b>
            </td>
            <td>
              <Tag tone={cost.cheaper ? 'good' : cost.cheaper === null ? 'grey' : 'ochre'}>
                {t(word)}
              </Tag>{' '}
              {cost.relative !== null && <span className="num">{signedShare(cost.relative)}</span>}
            </td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}
