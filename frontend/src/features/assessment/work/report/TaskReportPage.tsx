import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import {
  assessmentsReportOptions,
  panelTasksReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useReportText } from '../../i18n/report';
import { ConsentForm } from './ConsentForm';
import { ReportBody } from './ReportBody';

/** The report as a panel member reads and confirms it. */
export default function TaskReportPage() {
  const t = useReportText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const task = useQuery(panelTasksReadOptions({ path: { member_id: id } }));
  const assessment = task.data?.assessment_id ?? '';
  const report = useQuery({
    ...assessmentsReportOptions({ path: { assessment_id: assessment } }),
    enabled: assessment !== '',
  });
  if (task.isPending) return <Skeleton rows={12} />;
  if (!task.data) return <ProblemAlert error={task.error} />;
  if (!assessment) return <EmptyState whole title={t('noReport')} />;
  if (report.isPending) return <Skeleton rows={12} />;
  if (!report.data) {
    return <ProblemAlert error={report.error} onRetry={() => void report.refetch()} />;
  }
  const done = () =>
    void refresh(
      client,
      'panelTasksRead',
      'panelTasksList',
      'assessmentsReport',
      'assessmentsReportDocument',
      'meTodos',
    );
  return (
    <ReportBody
      report={report.data}
      trail={[t('tasks'), '/work/panel-tasks']}
      resultLink={`/work/panel-tasks/${id}/result`}
    >
      <ConsentForm task={task.data} report={report.data} onDone={done} />
    </ReportBody>
  );
}
