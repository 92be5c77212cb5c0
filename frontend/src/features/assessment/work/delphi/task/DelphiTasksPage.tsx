import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { delphiTasksListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import {
  DemoTag,
  EmptyState,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
} from '@/shared/ui';
import { useDelphiTaskText } from '../../../i18n/delphiTask';
import { DELPHI_ANSWER_STATES } from '../../../labels';
import s from '../../tasks.module.css';

/** Questionnaires that were sent to me, newest first. */
export default function DelphiTasksPage() {
  const t = useDelphiTaskText();
  const { data, error, isPending, refetch } = useQuery({
    ...delphiTasksListOptions({ query: { size: 100 } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={t('tasks')} subtitle={t('tasksLead')} />
      {isPending && <Skeleton rows={5} />}
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data?.items.length === 0 && <EmptyState title={t('noTasks')}>{t('noTasksText')}</EmptyState>}
      <ul className={s.tasks}>
        {data?.items.map((task) => (
          <li key={task.id} className="panel">
            <div>
              <Link to={`/work/delphi-tasks/${task.id}`}>
                {task.title}（{t('round', { n: task.round })}）
              </Link>{' '}
              <DemoTag show={task.is_demo} />
              <small>
                {task.study_number} · {t('rated', { n: task.rated, total: task.total })}
                {task.open && task.due_on && ` · ${t('due', { at: date(task.due_on) })}`}
              </small>
            </div>
            {task.open || task.status === 'submitted' ? (
              <StateTag status={task.status} labels={DELPHI_ANSWER_STATES} />
            ) : (
              <Tag>{t('closed')}</Tag>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
