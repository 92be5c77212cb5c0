import type { ResultView } from '@/api/gen';
import { ArcGauge, Notice, Tag } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { one, percent, place, signed, two } from './figures';
import s from './result.module.css';

/** The verdict: total with interval and distance to the pass mark, and why. */
export function Verdict({ result }: { result: ResultView }) {
  const t = useResultText();
  const word = t(result.passed ? 'passed' : 'failed');
  return (
    <section
      id="total"
      className={`panel ${s.verdict}`}
      data-passed={result.passed}
      aria-label={t('total')}
    >
      <ArcGauge
        value={result.total ?? 0}
        max={100}
        cuts={[result.dimension_floor, result.pass_total]}
        band={result.passed ? 'good' : 'seal'}
        label={`${t('total')} ${one(result.total)}，${word}`}
      />
      <div className={s.words}>
        <p className={s.total}>
          <b className="num">{one(result.total)}</b>
          <Tag tone={result.passed ? 'good' : 'seal'} icon>
            {word}
          </Tag>
          {result.grade && <span>{t('grade', { name: result.grade })}</span>}
        </p>
        <Strip result={result} />
        <p>
          {t('interval', { low: one(result.low), high: one(result.high) })} ·{' '}
          {t('passLine', { n: one(result.pass_total), d: signed(result.distance) })}
        </p>
        <p className={s.small}>
          {t('se', { se: two(result.se), p: percent(result.p_pass) })} ·{' '}
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
        {result.borderline && <Notice tone="warn">{t('borderline')}</Notice>}
      </div>
    </section>
  );
}

/** Total, interval and pass mark on one line from 0 to 100. */
function Strip({ result }: { result: ResultView }) {
  const t = useResultText();
  const label = t('stripLabel', {
    total: one(result.total),
    low: one(result.low),
    high: one(result.high),
    pass: one(result.pass_total),
  });
  const from = result.low ?? result.total ?? 0;
  const to = result.high ?? result.total ?? 0;
  return (
    <div className={s.strip} role="img" aria-label={label}>
      <i style={{ insetInlineStart: place(from), inlineSize: place(to - from) }} />
      <u style={{ insetInlineStart: place(result.pass_total) }} />
      <b style={{ insetInlineStart: place(result.total) }} />
    </div>
  );
}
