import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { panelTasksReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Button, EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { ResultBody } from './ResultBody';

/** The result as a panel member reads it: everything under pseudonyms. */
export default function TaskResultPage() {
  const t = useResultText();
  const { id = '' } = useParams();
  const task = useQuery(panelTasksReadOptions({ path: { member_id: id } }));
  if (task.isPending) return <Skeleton rows={12} />;
  if (!task.data) return <ProblemAlert error={task.error} onRetry={() => void task.refetch()} />;
  if (!task.data.assessment_id) {
    return (
      <EmptyState whole title={t('noResult')}>
        {t('noResultText')}
      </EmptyState>
    );
  }
  return (
    <ResultBody
      id={task.data.assessment_id}
      taskId={id}
      trail={[t('tasks'), '/work/panel-tasks']}
      extra={
        <Button kind="primary" to={`/work/panel-tasks/${id}/report`}>
          {t('reportPage')}
        </Button>
      }
    />
  );
}
