import type { PrefillView, PropertyRightView } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { Scroll, Tag } from '@/shared/ui';
import { useProjectText } from '../../i18n/project';
import s from './evidence.module.css';

const TONES = {
  in_force: 'good',
  pending: 'indigo',
  ended: 'seal',
  unverified: 'ochre',
} as const;

/** The rights of the application: what has ended is marked (5.1.2.1.6). */
export function Rights({ rights }: { rights: PropertyRightView[] }) {
  const t = useProjectText();
  return (
    <section className="panel" aria-labelledby="rights">
      <h2 id="rights">{t('rights')}</h2>
      <p className={s.hint}>{t('rightsHint')}</p>
      {rights.length === 0 ? <p>{t('noRights')}</p> : <RightsTable rights={rights} />}
    </section>
  );
}

export function RightsTable({ rights }: { rights: PropertyRightView[] }) {
  const t = useProjectText();
  return (
    <Scroll label={t('rights')}>
      <table className={s.table}>
        <thead>
          <tr>
            {(['right', 'number', 'phase', 'until', 'mark'] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rights.map((right, index) => (
            <tr key={right.number + index}>
              <th scope="row">
                {right.title || right.kind}
                <small> {right.title && right.kind}</small>
              </th>
              <td className="num">{right.number}</td>
              <td>
                <Tag tone={TONES[right.phase as keyof typeof TONES]} icon>
                  {right.phase_label}
                </Tag>
              </td>
              <td className="num">{right.expiry_date ? date(right.expiry_date) : ''}</td>
              <td>{right.mark}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Proposed points with rule, reasons and marks: for the experts to consider. */
export function Prefills({ prefills }: { prefills: PrefillView[] }) {
  const t = useProjectText();
  return (
    <section className="panel" aria-labelledby="prefills">
      <h2 id="prefills">{t('prefills')}</h2>
      <p className={s.hint}>{t('prefillHint')}</p>
      {prefills.length === 0 && <p>{t('noPrefills')}</p>}
      <ul className={s.prefills}>
        {prefills.map((row) => (
          <li key={row.leaf}>
            <b>
              {row.leaf} {row.leaf_name}
            </b>
            <span className="num">{t('points', { n: row.value })}</span>
            <small>
              {row.reasons.join('；')} · {row.rule}
            </small>
            {row.marks.length > 0 && (
              <ul className={s.bullets}>
                {row.marks.map((mark) => (
                  <li key={mark}>{mark}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
