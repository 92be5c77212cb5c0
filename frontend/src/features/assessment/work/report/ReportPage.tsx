import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { assessmentsReportOptions } from '@/api/gen/@tanstack/react-query.gen';
import { ApiProblem } from '@/api/problem';
import { EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { ReportBody } from './ReportBody';

/** Result and report of an assessment, on screen and in print. */
export default function ReportPage() {
  const t = useReportText();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(
    assessmentsReportOptions({ path: { assessment_id: id } }),
  );
  if (isPending) return <Skeleton rows={12} />;
  if (error instanceof ApiProblem && error.status === 403) {
    return (
      <EmptyState whole title={t('noReport')}>
        {t('noReportText')}
      </EmptyState>
    );
  }
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <ReportBody report={data} trail={[t('assessments'), '/work/assessments']} />;
}
