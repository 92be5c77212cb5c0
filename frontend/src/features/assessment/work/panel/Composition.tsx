import type { CompositionView, CoverageView, ShareView } from '@/api/gen';
import { CheckIcon, WarnIcon } from '@/shared/ui';
import { useOrganiseText } from '../../i18n/organise';
import s from './panel.module.css';

function Shares({ title, rows }: { title: string; rows: ShareView[] }) {
  const t = useOrganiseText();
  return (
    <div>
      <h3>{title}</h3>
      <ul className={s.shares}>
        {rows.map((row) => (
          <li key={row.code} data-none={row.count === 0}>
            <span>{row.label}</span>
            <i aria-hidden>
              {Array.from({ length: Math.min(row.count, 8) }, (_, k) => (
                <u key={k} />
              ))}
            </i>
            <b className="num">{t('people', { n: row.count })}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The panel judged by the composition rule, with its spread of sectors (clause 5.1.1.1). */
export function Composition({ found }: { found: CompositionView }) {
  const t = useOrganiseText();
  return (
    <section className="panel" aria-labelledby="composition">
      <h2 id="composition">{t('composition')}</h2>
      <p className={s.verdict} data-ok={found.ok} role="status">
        {found.ok ? <CheckIcon /> : <WarnIcon />}
        {found.ok ? t('compositionOk') : found.problems.join('；')}
      </p>
      <div className={s.two}>
        <Shares title={t('categories')} rows={found.categories} />
        <Shares title={t('sectors')} rows={found.sectors} />
      </div>
    </section>
  );
}

/** Experts from whom on a leaf is told outside the panel (disclosure.py). */
const ENOUGH = 3;

/** How many members judge each leaf. */
export function Coverage({ rows }: { rows: CoverageView[] }) {
  const t = useOrganiseText();
  const few = rows.filter((row) => row.raters > 0 && row.raters < ENOUGH);
  const dimensions = [...new Set(rows.map((row) => row.dimension))];
  return (
    <section className="panel" aria-labelledby="coverage">
      <h2 id="coverage">{t('coverage')}</h2>
      {few.length > 0 && (
        <p className={s.none}>
          {t('fewRaters', { n: ENOUGH, what: few.map((row) => row.name).join('、') })}
        </p>
      )}
      <div className={s.coverage}>
        {dimensions.map((name) => (
          <div key={name}>
            <h3>{name}</h3>
            <ul>
              {rows
                .filter((row) => row.dimension === name)
                .map((row) => (
                  <li key={row.code} data-none={row.raters === 0}>
                    <span>{row.name}</span>
                    <b className="num">{row.raters}</b>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}
