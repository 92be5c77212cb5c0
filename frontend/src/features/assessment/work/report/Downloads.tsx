import type { ReportView } from '@/api/gen';
import { Button } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import s from './report.module.css';

/** The report for print, as PDF and Word; archive and capsule for those who keep them. */
export function Downloads({ report }: { report: ReportView }) {
  const t = useReportText();
  const base = `/api/v1/assessments/${report.assessment_id}`;
  const file = (name: string, label: string) => (
    <a className={s.download} href={`${base}/${name}`} download>
      {label}
    </a>
  );
  return (
    <div className={`no-print ${s.buttons}`}>
      <Button onClick={() => window.print()}>{t('print')}</Button>
      {file('report.pdf', t(report.pdf_ready ? 'pdf' : 'draftPdf'))}
      {file('report.docx', t(report.pdf_ready ? 'word' : 'draftWord'))}
      {report.archive_sha256 && file('archive.zip', t('archive'))}
      {report.archive_sha256 && file('capsule', t('capsule'))}
    </div>
  );
}
