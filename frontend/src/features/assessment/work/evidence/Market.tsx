import { Form, InputNumber } from 'antd';
import type { EstimateView, EvidenceBaseView, MarketInput, MarketView } from '@/api/gen';
import { number } from '@/shared/lib/format';
import { Scroll } from '@/shared/ui';
import { useEvidenceText } from '../../i18n/evidence';
import { largeYuan, product, type Estimate } from './figures';
import { marketInput } from './inputs';
import { Part } from './Part';
import { useBase } from './useBase';
import { Where, WhereFields } from './Where';
import s from './evidence.module.css';

const CASES = ['low', 'base', 'high'] as const;

/** Market size = persons × price, low, base and high, both with source (5.1.2.1.4-a). */
export function MarketPart({ base, filesPath }: { base: EvidenceBaseView; filesPath: string }) {
  const t = useEvidenceText();
  const { save } = useBase(base);
  return (
    <Part<MarketInput>
      id="market"
      title={t('market')}
      hint={t('marketHint')}
      editable={base.editable}
      empty={!base.market}
      start={base.market ? marketInput(base.market) : ({} as MarketInput)}
      onSave={(values) => save('market', values)}
      fields={() => (
        <>
          {(['persons', 'price'] as const).map((part) => (
            <fieldset key={part} className={s.set}>
              <legend>{t(part)}</legend>
              <div className={s.three}>
                {CASES.map((name) => (
                  <Form.Item
                    key={name}
                    name={[part, name]}
                    label={t(name)}
                    rules={[{ required: true }]}
                  >
                    <InputNumber min={0} style={{ width: '100%' }} />
                  </Form.Item>
                ))}
              </div>
              <div className={s.four}>
                <WhereFields at={[part]} files={base.files} dated />
              </div>
            </fieldset>
          ))}
          <Preview />
        </>
      )}
    >
      {base.market ? (
        <MarketShown market={base.market} filesPath={filesPath} />
      ) : (
        <p>{t('noMarket')}</p>
      )}
    </Part>
  );
}

/** What the typed estimates give, while they are typed. */
function Preview() {
  const t = useEvidenceText();
  const persons = Form.useWatch('persons') as Partial<Estimate> | undefined;
  const price = Form.useWatch('price') as Partial<Estimate> | undefined;
  const size = product(persons, price);
  if (!size) return null;
  return (
    <p className={s.preview} role="status">
      {t('marketSize')}：<b>{CASES.map((name) => largeYuan(size[name])).join(' / ')}</b>
    </p>
  );
}

export function MarketShown({ market, filesPath }: { market: MarketView; filesPath: string }) {
  const t = useEvidenceText();
  const points = [market.points_low, market.points_base, market.points_high];
  const row = (label: string, part: EstimateView) => (
    <tr>
      <th scope="row">{label}</th>
      {CASES.map((name) => (
        <td key={name}>{number(part[name], 4)}</td>
      ))}
      <td>
        <Where from={part} filesPath={filesPath} />
      </td>
    </tr>
  );
  return (
    <Scroll label={t('market')}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            {CASES.map((name) => (
              <th key={name} scope="col">
                {t(name)}
              </th>
            ))}
            <th scope="col">{t('where')}</th>
          </tr>
        </thead>
        <tbody>
          {row(t('persons'), market.persons)}
          {row(t('price'), market.price)}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('marketSize')}</th>
            {CASES.map((name) => (
              <td key={name}>
                <b>{largeYuan(market[name])}</b>
              </td>
            ))}
            <td>{market.sources.join('；')}</td>
          </tr>
          <tr>
            <th scope="row">{t('points')}</th>
            {points.map((value, index) => (
              <td key={CASES[index]}>{number(value, 1)}</td>
            ))}
            <td>{market.breakpoints}</td>
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}
