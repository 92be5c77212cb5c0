import { Fragment } from 'react';
import type { WeightSetView } from '@/api/gen';
import { Scroll } from '@/shared/ui';
import { useWeightText } from '../../i18n/weights';
import { barOf, blocks, percent } from './shares';
import o from '../organise.module.css';
import s from './weights.module.css';

/** Where every leaf's weight comes from: judgements, ratings, and what is in force. */
export function LeafTable({ data }: { data: WeightSetView }) {
  const t = useWeightText();
  if (data.leaf_sources.length === 0) return null;
  const most = Math.max(...data.leaf_sources.map((leaf) => leaf.weight));
  const rated = data.leaf_sources.some((leaf) => leaf.delphi != null);
  return (
    <section className="panel" aria-labelledby="leaf-table">
      <h2 id="leaf-table">{t('leafTable')}</h2>
      <p className={o.lead} lang="zh-CN">
        {data.source_label}
      </p>
      <Scroll label={t('leafTable')}>
        <table className={s.table}>
          <thead>
            <tr>
              <th scope="col">{t('leaf')}</th>
              <th scope="col">{t('inForce')}</th>
              <th scope="col">{t('ahp')}</th>
              <th scope="col">{t('interval')}</th>
              {rated && <th scope="col">{t('delphi')}</th>}
            </tr>
          </thead>
          <tbody lang="zh-CN">
            {blocks(data.leaf_sources).map((block) => (
              <Fragment key={block.dimension}>
                <tr data-dimension>
                  <th scope="row">{block.dimension}</th>
                  <td className="num">{percent(block.weight)}</td>
                  <td />
                  <td />
                  {rated && <td />}
                </tr>
                {block.leaves.map((leaf) => (
                  <tr key={leaf.code}>
                    <th scope="row">{leaf.name}</th>
                    <td className={s.force}>
                      <b className="num">{percent(leaf.weight)}</b>
                      <i aria-hidden>
                        <u style={{ inlineSize: barOf(leaf.weight, most) }} />
                      </i>
                    </td>
                    <td className="num">{percent(leaf.ahp)}</td>
                    <td className="num">
                      {leaf.low == null || leaf.high == null
                        ? '—'
                        : `${percent(leaf.low)}–${percent(leaf.high)}`}
                    </td>
                    {rated && (
                      <td className="num">{leaf.delphi == null ? '—' : percent(leaf.delphi)}</td>
                    )}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
