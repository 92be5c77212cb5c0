import { Link } from 'react-router';
import type { ResultView, ReviewView } from '@/api/gen';
import { Bar, Tag } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { four, three, two } from './figures';
import s from './result.module.css';

/** Every matrix behind the weights: consistency, worst expert, agreement, interval of each weight. */
export function Weights({ result, review }: { result: ResultView; review: ReviewView }) {
  const t = useResultText();
  const { weights } = review;
  return (
    <section id="weights" className="panel" aria-labelledby="weights-title">
      <div className={s.head}>
        <h2 id="weights-title">{t('weights')}</h2>
        {result.weight_set_id && (
          <Link to={`/work/weight-sets/${result.weight_set_id}`}>{t('openWeights')}</Link>
        )}
      </div>
      <p className={s.small}>
        {t('weightsFrom', {
          name: result.weight_set,
          ri: result.ri_table,
          limit: two(result.cr_limit),
        })}{' '}
        {t('weightsPanel', {
          n: weights.experts,
          max: three(weights.cr_max),
          all: three(weights.cr_overall),
        })}
      </p>
      {weights.nodes.map((node) => {
        const passed = result.nodes.find((row) => row.code === node.code)?.passed ?? true;
        return (
          <details key={node.code} className={s.node}>
            <summary>
              <b>{node.name}</b>
              <Tag tone={passed ? 'good' : 'seal'} icon>
                {t(passed ? 'crPassed' : 'crFailed')}
              </Tag>
              <small className="num">
                {t('nodeFigures', {
                  cr: three(node.cr),
                  experts: three(node.cr_experts),
                  gci: three(node.gci),
                  s: three(node.s_star),
                  w: three(node.w),
                })}
              </small>
            </summary>
            <ul className={s.intervals}>
              {node.items.map((item) => (
                <li key={item.code}>
                  <span>{item.name}</span>
                  <Bar share={item.weight} label={`${item.name} ${four(item.weight)}`} />
                  <b className="num">{four(item.weight)}</b>
                  <small className="num">
                    {item.low == null || item.high == null
                      ? t('noInterval')
                      : t('intervalOf', { low: four(item.low), high: four(item.high) })}
                  </small>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
      <p className={s.small}>{t('bootstrap', { draws: weights.draws, seed: weights.seed })}</p>
    </section>
  );
}
