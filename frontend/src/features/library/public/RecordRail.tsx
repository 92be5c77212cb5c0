import type { LibraryDetail } from '@/api/gen';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import { Button, CopyText, TrlMeter, Value } from '@/shared/ui';
import { useLibraryText } from '../i18n';
import { Seal } from './Seal';
import s from './RecordPage.module.css';

/** What decides at a glance: grade, maturity, rights, modes, and the way to the holder. */
export function RecordRail({ record }: { record: LibraryDetail }) {
  const t = useLibraryText();
  const facts: [string, React.ReactNode][] = [
    [t('number'), <CopyText key="n" text={record.number} />],
    [t('assessmentNo'), <CopyText key="a" text={record.assessment_number} />],
    [t('issued'), date(record.assessment.issued_at)],
    [t('weights'), <Value key="w" value={record.assessment.weight_version} />],
    [t('modes'), <Value key="m" value={record.modes.map((mode) => mode.label)} />],
    [t('ip'), <Value key="r" value={record.rights} />],
    [t('checked'), date(record.checked_at)],
  ];
  return (
    <aside className={s.rail}>
      <section className="panel" aria-label={t('atAGlance')}>
        <div className={s.verdict}>
          <Seal grade={record.grade} total={record.total} />
          <div>
            <TrlMeter level={record.readiness} />
            <span>{record.maturity_label}</span>
          </div>
        </div>
        <dl className={s.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Contact record={record} />
    </aside>
  );
}

function Contact({ record }: { record: LibraryDetail }) {
  const t = useLibraryText();
  const { user } = useMe();
  const target = `/work/introductions/new?record=${record.id}`;
  return (
    <section className={`panel ${s.contact} no-print`}>
      <h2>{t('contact')}</h2>
      <p>{t('contactHint')}</p>
      {record.may_request ? (
        <Button kind="primary" block size="large" to={target}>
          {t('request')}
        </Button>
      ) : user ? (
        <p>{t('onlyDemander')}</p>
      ) : (
        <Button kind="primary" block size="large" to={`/login?next=${encodeURIComponent(target)}`}>
          {t('contactLogin')}
        </Button>
      )}
    </section>
  );
}
