import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useMe, useTodos, type Todo } from '@/api/me';
import { ago, date } from '@/shared/lib/format';
import type { WorkWidget } from '@/shared/lib/routes';
import { EmptyState, PageHeader, ProblemAlert, Skeleton, Tag } from '@/shared/ui';
import { useDeskText } from '../i18n';
import s from './DeskPage.module.css';

// Other features add cards (my outcomes, deadlines, numbers) with a start.ts of their own.
const widgets = Object.values(
  import.meta.glob<{ workWidgets: WorkWidget[] }>('../../*/start.ts', { eager: true }),
)
  .flatMap((module) => module.workWidgets)
  .sort((a, b) => a.order - b.order)
  .map((widget) => ({ ...widget, Widget: lazy(widget.load) }));

function TodoRow({ todo }: { todo: Todo }) {
  const t = useDeskText();
  return (
    <li className={s.todo} data-late={todo.overdue}>
      <Link to={todo.link}>{todo.title}</Link>
      <span className={s.when}>{t('since', { when: ago(todo.created_at) })}</span>
      {todo.due_at && (
        <Tag tone={todo.overdue ? 'seal' : 'ochre'} icon>
          {todo.overdue
            ? t('overdue', { date: date(todo.due_at) })
            : t('due', { date: date(todo.due_at) })}
        </Tag>
      )}
    </li>
  );
}

/** Start page of the work area: what waits for me comes first. */
export default function DeskPage() {
  const t = useDeskText();
  const { me, user } = useMe();
  const todos = useTodos();
  const shown = widgets.filter((w) => !w.roles || (me?.hat && w.roles.includes(me.hat.role)));
  return (
    <>
      <PageHeader
        title={t('hello', { name: user?.name ?? '' })}
        subtitle={[me?.hat?.role_label, me?.hat?.organisation_name].filter(Boolean).join(' · ')}
      />
      <section className="panel" aria-labelledby="todo">
        <div className={s.head}>
          <h2 id="todo">{t('waiting')}</h2>
          {todos.data && todos.data.total > 0 && <span>{t('count', { n: todos.data.total })}</span>}
        </div>
        <ProblemAlert error={todos.error} onRetry={() => void todos.refetch()} />
        {todos.isPending && <Skeleton rows={4} />}
        {todos.data?.items.length === 0 && (
          <EmptyState plain title={t('nothing')}>
            {t('nothingHint')}
          </EmptyState>
        )}
        <ul>
          {todos.data?.items.map((todo) => (
            <TodoRow key={todo.id} todo={todo} />
          ))}
        </ul>
      </section>
      <div className={s.widgets}>
        {shown.map(({ key, Widget }) => (
          <Suspense key={key} fallback={<Skeleton rows={3} />}>
            <Widget />
          </Suspense>
        ))}
      </div>
    </>
  );
}
