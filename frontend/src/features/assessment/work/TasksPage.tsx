import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { panelTasksListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { date } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import { DemoTag, EmptyState, PageHeader, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useBlindText } from '../i18n/blinding';
import { useTaskText } from '../i18n/tasks';
import { STAGES } from '../labels';
import s from './tasks.module.css';

/** My seats on panels, those that wait for me first. */
export default function TasksPage() {
  const t = useTaskText();
  const blind = useBlindText();
  const lang = useLang();
  const { data, error, isPending, refetch } = useQuery(panelTasksListOptions());
  return (
    <>
      <PageHeader title={t('tasks')} subtitle={t('tasksLead')} />
      {isPending && <Skeleton rows={6} />}
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data?.items.length === 0 && <EmptyState title={t('noTasks')}>{t('noTasksText')}</EmptyState>}
      <ul className={s.tasks}>
        {data?.items.map((task) => {
          const stage = STAGES[task.stage];
          return (
            <li key={task.id} className="panel">
              <div>
                <Link to={`/work/panel-tasks/${task.id}`}>{task.outcome_title}</Link>{' '}
                {task.blindness === 'double' && <Tag tone="indigo">{blind('doubleTag')}</Tag>}{' '}
                <DemoTag show={task.is_demo} />
                <small>
                  {task.number}
                  {task.due_on && ` · ${t('due', { at: date(task.due_on) })}`} ·{' '}
                  {t('scored', { n: task.scored, total: task.total })}
                </small>
              </div>
              {stage && (
                <Tag tone={stage.tone} icon>
                  {labelOf(stage, lang)}
                </Tag>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
