import type { MetricView, VariantView } from '@/api/gen';
import { dateTime } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { DescriptionGrid, Notice, Tag } from '@/shared/ui';
import { useMetricsText } from '../i18n';
import { toneOf } from '../labels';
import type { Choice } from '../useQuality';
import s from './Quality.module.css';

interface Props {
  metric: MetricView;
  choice: Choice;
  choose: (change: Partial<Choice>) => void;
}

/** Definition, ways of counting side by side, readings. */
export function MetricDetail({ metric, choice, choose }: Props) {
  const t = useMetricsText();
  const lang = useLang();
  const name = labelOf({ label_zh: metric.name_zh, label_en: metric.name_en }, lang);
  return (
    <section className="panel" aria-labelledby="metric" id="detail">
      <h2 id="metric">
        {name} <small className="num">{t('clause', { clause: metric.clause })}</small>
      </h2>
      <DescriptionGrid
        items={[
          { label: t('definition'), value: metric.definition },
          { label: t('meaning'), value: metric.meaning },
          { label: t('formula'), value: metric.formula },
          {
            label: t('scale'),
            value: `${metric.scale_text}（${t('formulaVersion', { version: metric.formula_version })}）`,
          },
        ]}
      />
      <div className={s.variants}>
        {metric.variants.map((variant) => (
          <Way key={variant.code} {...{ metric, variant, choice, choose }} />
        ))}
      </div>
      <h3>{t('readings')}</h3>
      <p className={s.hint}>{t('readingsHint')}</p>
      <ul className={s.readings}>
        {metric.readings.map((reading) => (
          <li key={reading.key}>
            <span>{reading.question}</span>
            <b>{reading.value_label}</b>
            {!reading.is_default && (
              <small>
                {t('changed', { name: reading.changed_by_name, reason: reading.reason })}
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Way({ metric, variant, choice, choose }: Props & { variant: VariantView }) {
  const t = useMetricsText();
  const lang = useLang();
  const band = metric.bands.find((item) => item.code === variant.grade);
  const open = choice.variant === variant.code || (!choice.variant && variant.is_headline);
  return (
    <article className={s.way} aria-label={variant.label}>
      <h3>
        {variant.label}
        {variant.is_headline && metric.variants.length > 1 && (
          <Tag tone="brand">{t('headline')}</Tag>
        )}
      </h3>
      <p className={s.wayValue}>
        {variant.value != null ? (
          <>
            <b className="num">{variant.value}</b> {metric.unit}{' '}
            <Tag tone={toneOf(variant)} icon>
              {band ? labelOf(band, lang) : variant.grade_label}
            </Tag>
          </>
        ) : (
          <>
            <b>{t('noSample')}</b> <small>{t('noSampleHint')}</small>
          </>
        )}
      </p>
      <ul className={s.parts} aria-label={t('lists')}>
        {variant.counts.map((count) => (
          <li key={count.part}>
            <button
              type="button"
              aria-pressed={open && choice.part === count.part}
              onClick={() =>
                choose({ metric: metric.code, variant: variant.code, part: count.part, page: 1 })
              }
            >
              {count.label} <b className="num">{count.count}</b>
            </button>
          </li>
        ))}
      </ul>
      {variant.facts.length > 0 && (
        <dl className={s.facts}>
          {variant.facts.map((fact) => (
            <div key={fact.label}>
              <dt>{fact.label}</dt>
              <dd className="num">{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {variant.fixed && (
        <p className={s.fixed}>
          {t('fixed')} <b className="num">{variant.fixed.value ?? t('noSample')}</b>{' '}
          {variant.fixed.grade}{' '}
          <small>
            {t('fixedHint', {
              at: dateTime(variant.fixed.taken_at),
              version: variant.fixed.formula_version,
            })}
          </small>
        </p>
      )}
      {variant.warning && <Notice tone="warn">{variant.warning}</Notice>}
    </article>
  );
}
