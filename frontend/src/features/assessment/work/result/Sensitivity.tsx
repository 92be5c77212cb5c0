import type { ReviewView } from '@/api/gen';
import { useResultText } from '../../i18n/result';
import { four, one, percent, sensitivityWords } from './figures';
import s from './result.module.css';

/** How far the conclusion depends on single weights and on the judgements behind them. */
export function Sensitivity({ review }: { review: ReviewView }) {
  const t = useResultText();
  const { leaves, monte_carlo: chance } = review;
  const words = sensitivityWords(leaves);
  return (
    <section id="sensitivity" className="panel" aria-labelledby="sensitivity-title">
      <h2 id="sensitivity-title">{t('sensitivity')}</h2>
      {leaves.crossings.length > 0 && (
        <table className={s.table}>
          <caption>{t('crossings')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('leaf')}</th>
              <th scope="col">{t('now')}</th>
              <th scope="col">{t('turns')}</th>
              <th scope="col" aria-hidden />
            </tr>
          </thead>
          <tbody>
            {leaves.crossings.map((row) => (
              <tr key={row.code}>
                <th scope="row">
                  <a href={`#leaf-${row.code}`}>{row.name}</a>
                </th>
                <td className="num">{four(row.weight)}</td>
                <td className="num">{four(row.at)}</td>
                <td aria-hidden>
                  <span className={s.turn}>
                    <i style={{ insetInlineStart: `${row.weight * 100}%` }} />
                    <u style={{ insetInlineStart: `${row.at * 100}%` }} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {words.all && <p>{t('robustAll')}</p>}
      {words.robust > 0 && <p className={s.small}>{t('robustSome', { n: words.robust })}</p>}
      {words.hidden > 0 && <p className={s.small}>{t('crossingHidden', { n: words.hidden })}</p>}
      <h3>{t('chance')}</h3>
      <p>
        {t('chanceText', {
          basis: chance.basis_label,
          draws: chance.draws,
          sigma: chance.sigma,
          seed: chance.seed,
          low: one(chance.low),
          high: one(chance.high),
          p: percent(chance.p_pass),
        })}
      </p>
    </section>
  );
}
