import { number } from '@/shared/lib/format';
import { ClockIcon } from './icons';
import { Tag } from './StateTag';
import { useUiText } from './text';
import s from './Progress.module.css';

export interface MissingItem {
  label: string;
  /** Anchor of the field, such as #title. */
  href?: string;
}

/** How complete a form is, with links to what is missing. */
export function CompletenessBar({ share, missing }: { share: number; missing?: MissingItem[] }) {
  const t = useUiText();
  const whole = Math.floor(Math.max(0, Math.min(1, share)) * 100);
  return (
    <div className={s.complete}>
      <div className={s.head}>
        <b className="num">{t('complete', { n: whole })}</b>
        {missing && missing.length > 0 && <span>{t('missing', { n: missing.length })}</span>}
      </div>
      <Bar share={whole / 100} label={t('complete', { n: whole })} />
      {missing && missing.length > 0 && (
        <ul>
          {missing.map((item) => (
            <li key={item.label}>
              {item.href ? <a href={item.href}>{item.label}</a> : item.label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function Bar({ share, label }: { share: number; label: string }) {
  const now = Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <span
      className={s.bar}
      role="progressbar"
      aria-label={label}
      aria-valuenow={now}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ inlineSize: `${now}%` }} />
    </span>
  );
}

interface ClockProps {
  /** Working days used, counted by the server with the holiday calendar. */
  used: number;
  limit: number;
  /** The clock does not run any more. */
  stopped?: boolean;
}

/** Working days used of a time limit. */
export function WorkingDayClock({ used, limit, stopped }: ClockProps) {
  const t = useUiText();
  const left = limit - used;
  const late = left < 0;
  const text = stopped
    ? t('stopped')
    : late
      ? t('overdueDays', { n: number(-left, 1) })
      : left === 0
        ? t('dueToday')
        : t('leftDays', { n: number(left, 1) });
  const tone = late ? 'seal' : stopped ? 'grey' : left <= 1 ? 'ochre' : 'brand';
  return (
    <span className={s.clock} data-tone={tone}>
      <ClockIcon />
      <Bar
        share={limit > 0 ? used / limit : 1}
        label={t('usedDays', { used: number(used, 1), limit })}
      />
      <Tag tone={tone}>{text}</Tag>
    </span>
  );
}
