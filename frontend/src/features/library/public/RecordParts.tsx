import type { LibraryDetail, PublicRight } from '@/api/gen';
import { Bar, DescriptionGrid, Notice, Scroll, Tag, Value } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import s from './RecordPage.module.css';

interface Props {
  record: LibraryDetail;
}

function Block({ title, text }: { title: string; text: string }) {
  return (
    <div className={s.block}>
      <h3>{title}</h3>
      <div className={s.text}>
        <Value value={text} />
      </div>
    </div>
  );
}

export function OverviewPart({ record }: Props) {
  const t = useLibraryText();
  return (
    <section className="panel" id="overview" aria-labelledby="h-overview">
      <h2 id="h-overview">{t('overview')}</h2>
      {record.restricted && <Notice>{t('restricted')}</Notice>}
      <Block title={t('summary')} text={record.summary} />
      <Block title={t('background')} text={record.background} />
      {!record.restricted && <Block title={t('innovation')} text={record.innovation} />}
      <Block title={t('contribution')} text={record.contribution} />
      <div className={s.block}>
        <DescriptionGrid
          items={[
            { label: t('kind'), value: record.kind_label },
            { label: t('field'), value: record.field_label },
            { label: t('scene'), value: record.scene_label },
            { label: t('maturity'), value: record.maturity_label },
            { label: t('diseases'), value: record.diseases.map((d) => d.label) },
            { label: t('syndromes'), value: record.syndromes },
            !record.restricted && { label: t('herbs'), value: record.herbs },
            { label: t('modes'), value: record.modes.map((mode) => mode.label) },
            record.exclusivity_label !== '' && {
              label: t('exclusivity'),
              value: record.exclusivity_label,
            },
            record.region !== '' && { label: t('region'), value: record.region },
            { label: t('year'), value: record.year == null ? null : String(record.year) },
            { label: t('maturityEvidence'), value: record.maturity_evidence, wide: true },
          ]}
        />
      </div>
    </section>
  );
}

export function ParameterPart({ record }: Props) {
  const t = useLibraryText();
  return (
    <section className="panel" id="technical" aria-labelledby="h-technical">
      <h2 id="h-technical">{t('technical')}</h2>
      {record.parameters.length === 0 ? (
        <p className={s.quiet}>{t(record.restricted ? 'restricted' : 'noParameters')}</p>
      ) : (
        <Scroll label={t('technical')}>
          <table className={s.table}>
            <thead>
              <tr>
                {(['parameter', 'value', 'method', 'sample', 'evidence'] as const).map((key) => (
                  <th key={key} scope="col">
                    {t(key)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {record.parameters.map((row, index) => (
                <tr key={row.name + index}>
                  <th scope="row">{row.name}</th>
                  <td className="num">
                    {row.value} {row.unit}
                  </td>
                  <td>
                    <Value value={row.method} />
                  </td>
                  <td>
                    <Value value={row.sample} />
                  </td>
                  <td>
                    <Value value={row.evidence} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

export function CasePart({ record }: Props) {
  const t = useLibraryText();
  return (
    <section className="panel" id="cases" aria-labelledby="h-cases">
      <h2 id="h-cases">{t('cases')}</h2>
      {record.cases.length === 0 ? (
        <p className={s.quiet}>{t('noCases')}</p>
      ) : (
        <ul className={s.cards}>
          {record.cases.map((item, index) => (
            <li key={item.place + index}>
              <h3>
                {item.place || t('cases')}
                {!item.proof && <Tag tone="ochre">{t('unproven')}</Tag>}
              </h3>
              <DescriptionGrid
                items={[
                  { label: t('period'), value: item.period },
                  { label: t('sample'), value: item.numbers },
                  { label: t('effect'), value: item.effect, wide: true },
                  { label: t('proof'), value: item.proof, wide: true },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const TONES: Readonly<Record<string, 'good' | 'indigo' | 'grey'>> = {
  granted: 'good',
  filed: 'indigo',
  published: 'indigo',
  examining: 'indigo',
};

export function RightPart({ record }: Props) {
  const t = useLibraryText();
  return (
    <section className="panel" id="ip" aria-labelledby="h-ip">
      <h2 id="h-ip">{t('ip')}</h2>
      {record.ip_rights.length === 0 ? (
        <p className={s.quiet}>{t('noRights')}</p>
      ) : (
        <ul className={s.cards}>
          {record.ip_rights.map((right, index) => (
            <li key={right.number + index}>
              <h3>
                {right.title || right.type_label}
                <Tag tone={TONES[right.state] ?? 'grey'}>{right.state_label}</Tag>
              </h3>
              <DescriptionGrid
                items={[
                  { label: t('kind'), value: right.type_label },
                  { label: t('patentNo'), value: right.number },
                  { label: t('applicationNo'), value: right.application_number },
                  { label: t('owner'), value: right.owner },
                  right.inventors && { label: t('inventors'), value: right.inventors },
                  { label: t('term'), value: <Value value={termOf(right, t)} /> },
                  right.state_text !== '' && { label: t('state'), value: right.state_text },
                  right.scope !== '' && { label: t('scope'), value: right.scope, wide: true },
                ]}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const termOf = (right: PublicRight, t: ReturnType<typeof useLibraryText>) =>
  [
    right.filing_date && t('filed', { date: right.filing_date }),
    right.grant_date && t('granted', { date: right.grant_date }),
    right.expiry_date && t('expires', { date: right.expiry_date }),
  ].filter((part): part is string => Boolean(part));

export function AssessmentPart({ record }: Props) {
  const t = useLibraryText();
  const { assessment } = record;
  return (
    <section className="panel" id="assessment" aria-labelledby="h-assessment">
      <h2 id="h-assessment">{t('assessment')}</h2>
      <DescriptionGrid
        items={[
          { label: t('assessmentNo'), value: assessment.number },
          { label: t('grade'), value: assessment.grade },
          { label: t('total'), value: assessment.total?.toFixed(1) },
          { label: t('weights'), value: assessment.weight_version },
          { label: t('level'), value: assessment.maturity_level },
        ]}
      />
      {assessment.dimensions.length > 0 && (
        <div className={s.block}>
          <h3>{t('dimensions')}</h3>
          <ul className={s.bars}>
            {assessment.dimensions.map((item) => (
              <li key={item.code}>
                <span>{item.label}</span>
                <Bar share={(item.score ?? 0) / 100} label={`${item.label} ${item.score ?? '—'}`} />
                <b className="num">{item.score?.toFixed(1) ?? '—'}</b>
              </li>
            ))}
          </ul>
          {assessment.dimensions.some((item) => item.score == null) && (
            <p className={s.quiet}>{t('withheld')}</p>
          )}
        </div>
      )}
      <p className={s.quiet}>{t('basis')}</p>
    </section>
  );
}
