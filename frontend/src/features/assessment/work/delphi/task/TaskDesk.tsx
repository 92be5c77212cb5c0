import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DelphiTaskView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { date } from '@/shared/lib/format';
import {
  AutosaveBadge,
  Bar,
  Button,
  DemoTag,
  Notice,
  PageHeader,
  ProblemAlert,
  StateTag,
} from '@/shared/ui';
import { ActionBar, FoundDraft, LeaveGuard } from '@/shared/work';
import { useDelphiTaskText } from '../../../i18n/delphiTask';
import { DELPHI_ANSWER_STATES } from '../../../labels';
import { gapsOf, sections } from './answers';
import { Question } from './Question';
import { Statement } from './Statement';
import { useAnswer } from './useAnswer';
import s from './task.module.css';

/** The questionnaire of a round: blind until it closes, then with controlled feedback. */
export function TaskDesk({ start, userId }: { start: DelphiTaskView; userId: string }) {
  const t = useDelphiTaskText();
  const client = useQueryClient();
  const { task, answer, change, rate, act, merge, autosave } = useAnswer(start, userId);
  const [error, setError] = useState<unknown>(null);
  const editable = task.open && task.status === 'open';
  const gaps = gapsOf(task.items, answer);
  const rated = task.items.filter((item) => answer.ratings[item.code]?.value != null).length;
  const order = sections(task.items).flatMap((section) => section.items);
  const focus = (code: string | undefined) => {
    const box = code && document.getElementById(`item-${code}`);
    if (!box) return document.getElementById('about-me')?.scrollIntoView();
    box.scrollIntoView({ block: 'center' });
    const inputs = box.querySelectorAll<HTMLElement>('textarea, input:checked');
    return (inputs[0] ?? box.querySelector<HTMLElement>('input'))?.focus({ preventScroll: true });
  };
  const perform = async (action: string) => {
    await act(action);
    await refresh(client, 'delphiTasksList', 'meTodos');
  };
  const place = task.scale_max === 9 ? t('scale9') : t('scale5');
  return (
    <>
      <PageHeader
        title={task.title}
        trail={[[t('tasks'), '/work/delphi-tasks'], [task.study_number]]}
        tags={
          <>
            <StateTag status={task.status} labels={DELPHI_ANSWER_STATES} />
            <DemoTag show={task.is_demo} />
          </>
        }
        subtitle={[
          t('round', { n: task.round }),
          task.due_on && t('due', { at: date(task.due_on) }),
        ]
          .filter(Boolean)
          .join(' · ')}
        extra={
          editable && <AutosaveBadge state={autosave.state} onRetry={() => void autosave.flush()} />
        }
      />
      <FoundDraft autosave={autosave} onRestore={change} />
      <LeaveGuard autosave={autosave} />
      {autosave.state.kind === 'conflict' && (
        <Notice tone="warn">
          <p>{t('elsewhere')}</p>
          <Button size="small" onClick={() => void merge().catch(setError)}>
            {t('merge')}
          </Button>
        </Notice>
      )}
      <ProblemAlert error={error} />
      <div className={s.desk}>
        <div className={s.stack}>
          <Intro task={task} />
          {sections(task.items).map((section) => (
            <section className="panel" key={section.code} aria-labelledby={`part-${section.code}`}>
              <h2 id={`part-${section.code}`}>
                {section.parent
                  ? t('below', { name: section.parent.name })
                  : section.items[0]?.level_label}
              </h2>
              <p className={s.lead}>{place}</p>
              <ul>
                {section.items.map((item) => (
                  <Question
                    key={item.code}
                    item={item}
                    rating={answer.ratings[item.code]}
                    scale={task.scale_max}
                    disabled={!editable}
                    onRate={(part) => rate(item.code, part)}
                    onNext={() => focus(order[order.indexOf(item) + 1]?.code)}
                  />
                ))}
              </ul>
            </section>
          ))}
          <Statement task={task} answer={answer} disabled={!editable} onChange={change} />
        </div>
        <aside className={`panel ${s.aside}`} aria-label={t('progress')}>
          <Bar
            share={rated / Math.max(1, task.items.length)}
            label={t('rated', { n: rated, total: task.items.length })}
          />
          <b className="num">{t('rated', { n: rated, total: task.items.length })}</b>
          {editable && (
            <>
              <p role="status">
                {gaps.count > 0 ? t('missing', { n: gaps.count }) : t('complete')}{' '}
                {gaps.count > 0 && (
                  <Button kind="text" size="small" onClick={() => focus(gaps.items[0])}>
                    {t('goTo')}
                  </Button>
                )}
              </p>
              <p className={s.keys}>{t('keys')}</p>
            </>
          )}
          <ActionBar actions={task.available_actions} onAction={perform} />
          <small>{t('sealed')}</small>
        </aside>
      </div>
    </>
  );
}

function Intro({ task }: { task: DelphiTaskView }) {
  const t = useDelphiTaskText();
  const done = task.status === 'submitted';
  return (
    <>
      {task.open && done && <Notice tone="good">{t('locked')}</Notice>}
      {!task.open && <Notice>{t(done ? 'over' : 'overUnsent')}</Notice>}
      {task.message && (
        <Notice>
          <b>{t('message')}</b>
          <p>{task.message}</p>
        </Notice>
      )}
      {task.purpose && task.round === 1 && (
        <Notice>
          <b>{t('purpose')}</b>
          <p>{task.purpose}</p>
        </Notice>
      )}
      {task.changes.length > 0 && (
        <Notice>
          <b>{t('changes')}</b>
          <ul>
            {task.changes.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
