import type { DelphiTaskItem } from '@/api/gen';
import { useDelphiTaskText } from '../../../i18n/delphiTask';
import { placeOf } from './answers';
import s from './task.module.css';

interface Props {
  item: DelphiTaskItem;
  value: number | null;
  scale: number;
}

/** Own earlier value against the group's median and quartiles, on the same scale as the choice. */
export function Band({ item, value, scale }: Props) {
  const t = useDelphiTaskText();
  const { median, q1, q3, own_before: before } = item;
  if (median === null || q1 === null || q3 === null) return null;
  const own = before === null ? t('ownNone') : t('own', { n: before });
  const group = t('group', { median, q1, q3, n: item.n ?? 0 });
  const at = (place: number) => `${placeOf(place, scale)}%`;
  return (
    <div className={s.band}>
      <div className={s.track} role="img" aria-label={t('bandLabel', { own, group })}>
        <i
          className={s.box}
          style={{
            insetInlineStart: at(q1),
            inlineSize: `calc(${placeOf(q3 - q1 + 1, scale)}% + 12px)`,
          }}
        />
        <i className={s.median} style={{ insetInlineStart: at(median) }} />
        {before !== null && <i className={s.before} style={{ insetInlineStart: at(before) }} />}
        {value !== null && <i className={s.now} style={{ insetInlineStart: at(value) }} />}
      </div>
      <p aria-hidden>
        <span>
          <i className={s.before} /> {own}
        </span>
        <span>
          <i className={s.box} /> {group}
        </span>
      </p>
    </div>
  );
}
