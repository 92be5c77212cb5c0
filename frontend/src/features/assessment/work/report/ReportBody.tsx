import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { ReportView } from '@/api/gen';
import {
  assessmentsResultOptions,
  assessmentsSwotOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { dateTime } from '@/shared/lib/format';
import {
  Button,
  CopyText,
  DemoTag,
  DescriptionGrid,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
} from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { ASSESSMENT_STATES } from '../../labels';
import type { AssessmentStatus } from '@/api/gen';
import { Consents } from './Consents';
import { Findings } from './Findings';
import { Parts } from './Parts';
import { ReportEditor } from './ReportEditor';
import { ResultTable, Verdict } from './ResultTable';
import { SwotGrid } from './SwotGrid';
import s from './report.module.css';

interface Props {
  report: ReportView;
  trail: [string, string];
  children?: ReactNode;
}

/** Verdict, the four mandated parts, scores that open, SWOT; the same page prints. */
export function ReportBody({ report, trail, children }: Props) {
  const t = useReportText();
  const [editing, setEditing] = useState(false);
  const path = { assessment_id: report.assessment_id };
  const result = useQuery(assessmentsResultOptions({ path }));
  const swot = useQuery(assessmentsSwotOptions({ path }));
  const base = `/api/v1/assessments/${report.assessment_id}`;
  return (
    <article className={s.report}>
      <PageHeader
        title={report.outcome_title}
        trail={[trail, [report.number]]}
        tags={
          <>
            <StateTag status={report.status as AssessmentStatus} labels={ASSESSMENT_STATES} />
            <DemoTag show={report.is_demo} />
          </>
        }
        subtitle={t('report')}
        extra={
          <div className={`no-print ${s.buttons}`}>
            <Button onClick={() => window.print()}>{t('print')}</Button>
            <a className={s.download} href={`${base}/report.pdf`} download>
              {t(report.pdf_ready ? 'pdf' : 'draftPdf')}
            </a>
            {report.archive_sha256 && (
              <a className={s.download} href={`${base}/archive.zip`} download>
                {t('archive')}
              </a>
            )}
            {report.editable && (
              <Button kind="primary" onClick={() => setEditing(!editing)}>
                {t(editing ? 'cancel' : 'edit')}
              </Button>
            )}
          </div>
        }
      />
      {children}
      <Consents report={report} />
      {result.isPending && <Skeleton rows={6} />}
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
      {result.data && <Verdict result={result.data} />}
      {editing ? (
        <ReportEditor report={report} onDone={() => setEditing(false)} />
      ) : (
        <Parts report={report} />
      )}
      {result.data && <ResultTable result={result.data} />}
      <Findings findings={report.findings} filesPath={report.files_path} />
      {swot.data && <SwotGrid swot={swot.data} />}
      <section className="panel">
        <DescriptionGrid
          items={[
            { label: t('holder'), value: report.holder_name },
            { label: t('number'), value: report.number },
            {
              label: t('issuedAt'),
              value: report.issued_at ? dateTime(report.issued_at) : t('notIssued'),
            },
            { label: t('validUntil'), value: report.valid_until },
            { label: t('limits'), value: report.limits.join(' '), wide: true },
            result.data
              ? {
                  label: t('hash'),
                  value: <CopyText text={result.data.input_hash} />,
                  wide: true,
                }
              : null,
            report.pdf_sha256
              ? {
                  label: 'PDF SHA-256',
                  value: <CopyText text={report.pdf_sha256} />,
                  wide: true,
                }
              : null,
          ]}
        />
      </section>
    </article>
  );
}
