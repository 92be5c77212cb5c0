import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import {
  assessmentsReadOptions,
  assessmentsReportOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { ApiProblem } from '@/api/problem';
import { EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { AssessmentNav } from '../AssessmentNav';
import { ReportBody } from './ReportBody';

/** The report of an assessment, on screen and in print. */
export default function ReportPage() {
  const t = useReportText();
  const { id = '' } = useParams();
  const path = { assessment_id: id };
  const summary = useQuery(assessmentsReadOptions({ path }));
  const { data, error, isPending, refetch } = useQuery(assessmentsReportOptions({ path }));
  if (isPending) return <Skeleton rows={12} />;
  if (error instanceof ApiProblem && [403, 404].includes(error.status)) {
    return (
      <EmptyState whole title={t('noReport')}>
        {t('noReportText')}
      </EmptyState>
    );
  }
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <ReportBody
      report={data}
      trail={[t('assessments'), '/work/assessments']}
      resultLink={`/work/assessments/${id}/result`}
      nav={
        summary.data && (
          <AssessmentNav
            id={id}
            inside={summary.data.can_inspect}
            released={summary.data.can_read_result}
            issued={summary.data.status === 'issued'}
            double={summary.data.blindness === 'double'}
          />
        )
      }
    />
  );
}
