import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AssessmentStatus, ReportView } from '@/api/gen';
import {
  assessmentsReportDocumentOptions,
  assessmentsResultOptions,
} from '@/api/gen/@tanstack/react-query.gen';
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
import { Verdict } from '../result/Verdict';
import { Basis } from './Basis';
import { Consents } from './Consents';
import { Downloads } from './Downloads';
import { Findings } from './Findings';
import { Grounds } from './Grounds';
import { Mandated } from './Mandated';
import { ReportEditor } from './ReportEditor';
import s from './report.module.css';

interface Props {
  report: ReportView;
  trail: [string, string];
  resultLink: string;
  nav?: ReactNode;
  children?: ReactNode;
}

/** Verdict and the thirteen parts, as they are printed; the same page prints. */
export function ReportBody({ report, trail, resultLink, nav, children }: Props) {
  const t = useReportText();
  const [editing, setEditing] = useState(false);
  const path = { assessment_id: report.assessment_id };
  const result = useQuery(assessmentsResultOptions({ path }));
  const printed = useQuery(assessmentsReportDocumentOptions({ path }));
  return (
    <article className={s.report}>
      <PageHeader
        title={report.outcome_title}
        trail={[trail, [report.number], [t('report')]]}
        tags={
          <>
            <StateTag status={report.status as AssessmentStatus} labels={ASSESSMENT_STATES} />
            <DemoTag show={report.is_demo} />
          </>
        }
        subtitle={`${t('report')} · ${report.holder_name}`}
        extra={
          report.editable && (
            <Button kind="primary" onClick={() => setEditing(!editing)}>
              {t(editing ? 'cancel' : 'edit')}
            </Button>
          )
        }
      />
      {nav}
      <Downloads report={report} />
      {children}
      <Consents report={report} />
      {result.isPending && <Skeleton rows={6} />}
      <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />
      {result.data && <Verdict result={result.data} />}
      {editing ? (
        <ReportEditor report={report} onDone={() => setEditing(false)} />
      ) : (
        <>
          {printed.isPending && <Skeleton rows={12} />}
          <ProblemAlert error={printed.error} onRetry={() => void printed.refetch()} />
          {printed.data && (
            <>
              <Mandated document={printed.data} />
              <Basis document={printed.data} />
              <Findings
                document={printed.data}
                resultLink={resultLink}
                grounds={<Grounds findings={report.findings} filesPath={report.files_path} />}
              />
            </>
          )}
        </>
      )}
      <section className="panel" aria-label={t('hashes')}>
        <DescriptionGrid
          items={[
            {
              label: t('textHash'),
              value: <CopyText text={report.content_hash} />,
              wide: true,
            },
            report.pdf_sha256
              ? { label: 'PDF SHA-256', value: <CopyText text={report.pdf_sha256} />, wide: true }
              : null,
            report.archive_sha256
              ? {
                  label: t('archiveHash'),
                  value: <CopyText text={report.archive_sha256} />,
                  wide: true,
                }
              : null,
          ]}
        />
        <p className={`no-print ${s.small}`}>
          <Button kind="text" size="small" to="/work/evaluation-files">
            {t('checkFiles')}
          </Button>
        </p>
      </section>
    </article>
  );
}
