import type { ReviewView } from '@/api/gen';
import { Notice, Tag } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { one, severityShare, signed, three } from './figures';
import s from './result.module.css';

/** Agreement, and the severity-corrected score beside the official one, never instead of it. */
export function Agreement({ review }: { review: ReviewView }) {
  const t = useResultText();
  const { agreement, alpha } = review;
  return (
    <section id="agreement" className="panel" aria-labelledby="agreement-title">
      <h2 id="agreement-title">{t('agreement')}</h2>
      <div className={s.boxes}>
        <div>
          <small>{t('icc', { name: agreement?.name ?? 'ICC(A,k)' })}</small>
          <b className="num">{agreement ? three(agreement.value) : t('undefinedFigure')}</b>
          {agreement && (
            <span>
              {t('ci', { low: three(agreement.low), high: three(agreement.high) })}，
              {agreement.grade}
            </span>
          )}
        </div>
        <div>
          <small>{t('alpha')}</small>
          <b className="num">{alpha ? three(alpha.value) : t('undefinedFigure')}</b>
          {alpha && <span>{t('alphaUnits', { n: alpha.units, word: alpha.word })}</span>}
        </div>
        <div data-official>
          <small>{t('officialTotal')}</small>
          <b className="num">{one(review.official_total)}</b>
        </div>
        <div>
          <small>{t('correctedTotal')}</small>
          <b className="num">
            {review.corrected_total == null ? t('undefinedFigure') : one(review.corrected_total)}
          </b>
          <span>
            {t('correctedNote')}
            {review.corrected_total != null && !review.second_review && ` · ${t('sameConclusion')}`}
          </span>
        </div>
      </div>
      {review.second_review && <Notice tone="warn">{t('secondReview')}</Notice>}
      {review.notes.map((note) => (
        <p key={note} className={s.small}>
          {note}
        </p>
      ))}
      {review.withheld ? (
        <p className={s.small}>{t('outlierCount', { n: review.outlying_count })}</p>
      ) : (
        <div className={s.two}>
          <Severity review={review} />
          <Outliers review={review} />
        </div>
      )}
    </section>
  );
}

function Severity({ review }: { review: ReviewView }) {
  const t = useResultText();
  if (review.severity.length === 0) return null;
  const values = review.severity.map((row) => row.severity);
  return (
    <div>
      <h3>{t('severity')}</h3>
      <p className={s.small}>{t('severityHint')}</p>
      <ul className={s.severity}>
        {review.severity.map((row) => (
          <li key={row.pseudonym}>
            <span>{row.pseudonym}</span>
            <i aria-hidden data-side={row.severity < 0 ? 'harsh' : 'lenient'}>
              <u style={{ inlineSize: `${severityShare(row.severity, values) * 50}%` }} />
            </i>
            <b className="num">{signed(row.severity)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Outliers({ review }: { review: ReviewView }) {
  const t = useResultText();
  const none = review.outlying_ratings.length + review.outlying_experts.length === 0;
  return (
    <div>
      <h3>{t('outliers')}</h3>
      {none && <p>{t('outliersNone')}</p>}
      <ul className={s.plain}>
        {review.outlying_ratings.map((row) => (
          <li key={row.leaf + row.pseudonym}>
            {t('outlierRow', {
              who: row.pseudonym,
              leaf: row.leaf_name,
              value: one(row.value),
              z: one(row.z),
            })}
          </li>
        ))}
        {review.outlying_experts.map((row) => (
          <li key={row.pseudonym}>
            <Tag tone="ochre">{row.pseudonym}</Tag> {row.reasons.join('；')}
          </li>
        ))}
      </ul>
      {!none && (
        <p className={s.small}>
          {review.total_without_outliers == null
            ? t('outlierRuleSame')
            : t('outlierRule', { n: one(review.total_without_outliers) })}
        </p>
      )}
    </div>
  );
}
