import type { ExpertView } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { DescriptionGrid, Notice, Tag } from '@/shared/ui';
import { useTerm } from '@/api/taxonomy';
import { useExpertText } from '../i18n';
import { CATEGORIES, SECTORS } from '../labels';
import s from './experts.module.css';

/** What is known of an expert, and what is still missing for admission. */
export function ExpertDetails({ expert }: { expert: ExpertView }) {
  const t = useExpertText();
  const lang = useLang();
  const term = useTerm();
  return (
    <section className="panel">
      {expert.missing.length > 0 && (
        <Notice tone="warn">{t('missing', { what: expert.missing.join('、') })}</Notice>
      )}
      <DescriptionGrid
        items={[
          { label: t('category'), value: labelOf(CATEGORIES[expert.category], lang) },
          {
            label: t('sector'),
            value: expert.source_sector ? labelOf(SECTORS[expert.source_sector], lang) : null,
          },
          { label: t('organisation'), value: expert.organisation_name },
          { label: t('title'), value: expert.title },
          {
            label: t('liverYears'),
            value: expert.liver_years == null ? null : t('years', { n: expert.liver_years }),
          },
          { label: t('load'), value: t('loadOf', { n: expert.load, max: expert.max_load }) },
          {
            label: t('fields'),
            value: expert.fields.map((code) => term('tech_field', code)).join('、'),
            wide: true,
          },
          { label: t('specialities'), value: expert.specialities, wide: true },
          { label: t('bio'), value: expert.bio, wide: true },
        ]}
      />
    </section>
  );
}

/** Past and present tasks of an expert. */
export function Engagements({ expert }: { expert: ExpertView }) {
  const t = useExpertText();
  return (
    <section className="panel" aria-labelledby="tasks">
      <h2 id="tasks">{t('history')}</h2>
      {expert.engagements.length === 0 && <p className={s.none}>{t('noHistory')}</p>}
      <ul className={s.rows}>
        {expert.engagements.map((row) => (
          <li key={row.id}>
            <Tag tone={row.end === null ? 'brand' : row.end === 'completed' ? 'good' : 'grey'}>
              {row.end_label}
            </Tag>
            <b>{row.title}</b>
            <small>
              {date(row.started_at)}
              {row.ended_at && ` – ${date(row.ended_at)}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
