import type { ResultLeaf, ResultView } from '@/api/gen';
import { ArcGauge, Tag } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

const one = (value: number | null | undefined) => (value == null ? '—' : value.toFixed(1));
const four = (value: number) => value.toFixed(4);

/** The verdict with total, interval and distance to the pass mark. */
export function Verdict({ result }: { result: ResultView }) {
  const t = useReportText();
  const total = result.total ?? 0;
  const word = t(result.passed ? 'passed' : 'failed');
  return (
    <section className={`panel ${s.verdict}`} data-passed={result.passed}>
      <ArcGauge
        value={total}
        max={100}
        cuts={[result.dimension_floor, result.pass_total]}
        band={result.passed ? 'good' : 'seal'}
        label={`${t('total')} ${one(result.total)}，${word}`}
      />
      <div>
        <p className={s.total}>
          <b className="num">{one(result.total)}</b>
          <Tag tone={result.passed ? 'good' : 'seal'} icon>
            {word}
          </Tag>
          {result.grade && <span>{t('grade', { name: result.grade })}</span>}
        </p>
        <p>
          {t('interval', { low: one(result.low), high: one(result.high) })} ·{' '}
          {t('passLine', {
            n: one(result.pass_total),
            d: `${(result.distance ?? 0) >= 0 ? '+' : ''}${one(result.distance)}`,
          })}
        </p>
        <p className={s.small}>
          {t('rule', {
            name: result.pass_rule,
            total: result.pass_total,
            floor: result.dimension_floor,
          })}
        </p>
        {result.reasons.length > 0 && (
          <p>
            <b>{t('reasons')}</b>：{result.reasons.join('；')}
          </p>
        )}
        <p className={s.small}>
          {t('panel')}：{result.experts.map((row) => `${row.label} ${row.count}`).join('，')}
          {result.recused > 0 && `；${t('recused', { n: result.recused })}`}
        </p>
      </div>
    </section>
  );
}

/** Scores: every leaf opens into weight, spread, matrix and sheets. */
export function ResultTable({ result }: { result: ResultView }) {
  const t = useReportText();
  return (
    <section className="panel" aria-labelledby="scores">
      <h2 id="scores">{t('scores')}</h2>
      <p className={`no-print ${s.small}`}>{t('scoresLead')}</p>
      <div className={s.scores}>
        <div className={s.row} aria-hidden>
          <span>{t('leaf')}</span>
          <span>{t('weight')}</span>
          <span>{t('score')}</span>
          <span>{t('points')}</span>
        </div>
        {result.dimensions.map((dimension) => (
          <div key={dimension.code}>
            <div className={`${s.row} ${s.dimension}`}>
              <span>
                {dimension.name}{' '}
                {dimension.below_floor && (
                  <Tag tone="seal" icon>
                    {t('below')}
                  </Tag>
                )}
              </span>
              <span className="num">{four(dimension.weight)}</span>
              <span className="num">{one(dimension.score)}</span>
              <span className="num">{one(dimension.contribution)}</span>
            </div>
            {result.leaves
              .filter((leaf) => leaf.dimension === dimension.name)
              .map((leaf) => (
                <Leaf key={leaf.code} leaf={leaf} />
              ))}
          </div>
        ))}
        <div className={`${s.row} ${s.dimension}`}>
          <span>{t('total')}</span>
          <span className="num">1.0000</span>
          <span />
          <span className="num">{one(result.total)}</span>
        </div>
      </div>
      <p className={s.small}>
        {t('weightsFrom', {
          name: result.weight_set,
          ri: result.ri_table,
          limit: result.cr_limit.toFixed(2),
        })}
      </p>
    </section>
  );
}

function Leaf({ leaf }: { leaf: ResultLeaf }) {
  const t = useReportText();
  return (
    <details>
      <summary className={s.row}>
        <span>{leaf.name}</span>
        <span className="num">{four(leaf.weight)}</span>
        <span className="num">{one(leaf.score)}</span>
        <span className="num">{one(leaf.contribution)}</span>
      </summary>
      <div className={s.opened}>
        <p>
          {one(leaf.score)} × {four(leaf.weight)} ={' '}
          <b className="num">{leaf.contribution?.toFixed(2) ?? '—'}</b> ·{' '}
          {t('raters', { n: leaf.n })}
          {leaf.sd != null &&
            ` · ${t('spread', {
              mean: one(leaf.mean),
              sd: one(leaf.sd),
              low: one(leaf.low),
              high: one(leaf.high),
            })}`}
        </p>
        <p>
          {t('localWeight', {
            w: four(leaf.local_weight),
            node: leaf.node,
            cr: leaf.node_cr == null ? '—' : leaf.node_cr.toFixed(3),
          })}
        </p>
        {leaf.withheld ? (
          <p>{t('withheld')}</p>
        ) : (
          <ul aria-label={t('contributions')}>
            {leaf.contributions.map((item) => (
              <li key={item.pseudonym}>
                <b>{item.pseudonym}</b> <Tag>{item.category_label}</Tag>
                <span className="num">{item.value == null ? '—' : one(item.value)}</span>
                {item.abstain_reason && <em>{t('abstained', { why: item.abstain_reason })}</em>}
                {item.comment && <p>{item.comment}</p>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
