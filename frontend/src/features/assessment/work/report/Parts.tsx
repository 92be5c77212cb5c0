import type { ReactNode } from 'react';
import type { OpinionView, ReportView } from '@/api/gen';
import { TrlMeter } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className={`panel ${s.part}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Opinions({ items }: { items: OpinionView[] }) {
  return (
    <ul className={s.opinions}>
      {items.map((item) => (
        <li key={item.pseudonym + item.text}>
          <b>{item.pseudonym}</b>
          <p>{item.text}</p>
        </li>
      ))}
    </ul>
  );
}

/** The four parts that clause 5.1.2.3.6 demands, and the dissent. */
export function Parts({ report }: { report: ReportView }) {
  const t = useReportText();
  const text = (value: string) =>
    value ? <p className={s.text}>{value}</p> : <p className={s.missing}>{t('missing')}</p>;
  const level = Number(/TRL (\d+)/.exec(report.maturity_level)?.[1] ?? Number.NaN);
  return (
    <>
      <Part id="overview" title={t('overview')}>
        {text(report.overview)}
      </Part>
      <Part id="maturity" title={t('maturity')}>
        <TrlMeter level={Number.isNaN(level) ? null : level} stage={report.maturity_stage} />
        {text(report.maturity_statement)}
        {report.maturity_missing.length > 0 && (
          <p>{t('maturityMissing', { what: report.maturity_missing.join('、') })}</p>
        )}
      </Part>
      <Part id="transfer" title={t('transfer')}>
        {text(report.transfer_advice)}
        <dl className={s.facts}>
          {report.route_labels.length > 0 && (
            <div>
              <dt>{t('routes')}</dt>
              <dd>{report.route_labels.join('、')}</dd>
            </div>
          )}
          {report.next_milestone && (
            <div>
              <dt>{t('nextMilestone')}</dt>
              <dd>{report.next_milestone}</dd>
            </div>
          )}
          {report.risks && (
            <div>
              <dt>{t('risks')}</dt>
              <dd>{report.risks}</dd>
            </div>
          )}
        </dl>
      </Part>
      <Part id="advice" title={t('advice')}>
        {report.expert_advice.length === 0 && text('')}
        <Opinions items={report.expert_advice} />
      </Part>
      {report.dissent.length > 0 && (
        <Part id="dissent" title={t('dissent')}>
          <Opinions items={report.dissent} />
        </Part>
      )}
    </>
  );
}
