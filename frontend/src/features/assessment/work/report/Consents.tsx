import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { AssessmentView, ReportView } from '@/api/gen';
import { assessmentsPanelOptions } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { Notice, Tag } from '@/shared/ui';
import { ActionBar } from '@/shared/work';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

/** What stands against issuing, every member's answer by pseudonym, and the issue itself. */
export function Consents({ report }: { report: ReportView }) {
  const t = useReportText();
  const client = useQueryClient();
  if (report.consents.length === 0 || report.status === 'issued') return null;
  const path = { assessment_id: report.assessment_id };
  const issue = async () => {
    // the version of the assessment, not of the report, guards this step
    const fresh = await client.fetchQuery({ ...assessmentsPanelOptions({ path }), staleTime: 0 });
    await api.post<AssessmentView>(`/api/v1/assessments/${report.assessment_id}/issue`, undefined, {
      version: fresh.version,
    });
    await refresh(
      client,
      'assessmentsReport',
      'assessmentsReportDocument',
      'assessmentsPanel',
      'assessmentsRead',
      'assessmentsList',
      'meTodos',
    );
  };
  return (
    <section className="panel no-print" aria-labelledby="consents">
      <div className={s.head}>
        <h2 id="consents">{t('consents')}</h2>
        {report.blockers.length === 0 && (
          <ActionBar actions={report.available_actions} onAction={issue} />
        )}
      </div>
      {report.blockers.length > 0 && (
        <Notice tone="warn">
          <b>{t('blockers')}</b>：{report.blockers.join('；')}
        </Notice>
      )}
      <ul className={s.consents}>
        {report.consents.map((row) => (
          <li key={row.pseudonym}>
            <b>{row.pseudonym}</b>
            <Tag tone={!row.current ? 'ochre' : row.agreed ? 'good' : 'seal'} icon>
              {t(
                !row.answered
                  ? 'consentNone'
                  : !row.current
                    ? 'consentStale'
                    : row.agreed
                      ? 'consentOk'
                      : 'consentDissent',
              )}
            </Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}
