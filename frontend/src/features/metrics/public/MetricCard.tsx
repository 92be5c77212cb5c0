import type { MetricView } from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import { useNarrow } from '@/shared/lib/useNarrow';
import { ArcGauge, BulletBar, Tag } from '@/shared/ui';
import { useMetricsText } from '../i18n';
import { bandOf, cutsOf, headlineOf, maxOf, toneOf } from '../labels';
import s from './Quality.module.css';

interface Props {
  metric: MetricView;
  chosen: boolean;
  onOpen: () => void;
}

/** One indicator: gauge with its thresholds, what it is counted from, clause. */
export function MetricCard({ metric, chosen, onOpen }: Props) {
  const t = useMetricsText();
  const lang = useLang();
  const narrow = useNarrow();
  const name = labelOf({ label_zh: metric.name_zh, label_en: metric.name_en }, lang);
  const headline = headlineOf(metric);
  const number = headline?.number ?? null;
  const grade = headline
    ? labelOf(
        metric.bands.find((band) => band.code === headline.grade) ?? {
          label_zh: t('noSample'),
          label_en: t('noSample'),
        },
        lang,
      )
    : '';
  return (
    <li className={s.card} data-chosen={chosen} data-closed={!metric.live}>
      <div className={s.cardHead}>
        <h2>{name}</h2>
        {metric.live && headline ? (
          <Tag tone={toneOf(headline)} icon>
            {grade}
          </Tag>
        ) : (
          <Tag>{t('notOpen')}</Tag>
        )}
      </div>
      {headline && number != null ? (
        <Drawing
          narrow={narrow}
          {...{
            value: number,
            max: maxOf(metric, number),
            cuts: cutsOf(metric),
            band: bandOf(headline),
            label: t('gauge', {
              name,
              value: headline.value ?? '',
              unit: metric.unit,
              grade,
              scale: metric.scale_text,
            }),
          }}
        />
      ) : (
        !narrow && <div className={s.noGauge} aria-hidden />
      )}
      {metric.live ? (
        <>
          <button type="button" className={s.figure} aria-expanded={chosen} onClick={onOpen}>
            {headline?.value != null ? (
              <>
                <b className="num">{headline.value}</b>
                <span>{metric.unit}</span>
              </>
            ) : (
              <b className={s.none}>{t('noSample')}</b>
            )}
            <span className="vh">{t('open', { name })}</span>
          </button>
          <p className="num">
            {headline?.counts
              .slice(0, 2)
              .map((count) => `${count.label} ${count.count}`)
              .join(' / ')}
          </p>
        </>
      ) : (
        <p className={s.closed}>{metric.not_open_text}</p>
      )}
      <small className="num">
        {metric.scale_text} · {metric.clause}
      </small>
    </li>
  );
}

type DrawingProps = Parameters<typeof ArcGauge>[0] & { narrow: boolean };

const Drawing = ({ narrow, ...props }: DrawingProps) =>
  narrow ? <BulletBar {...props} /> : <ArcGauge {...props} />;
