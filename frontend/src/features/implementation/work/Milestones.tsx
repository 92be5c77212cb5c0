import { Button } from 'antd';
import { useState } from 'react';
import type { MilestoneView, ProjectView } from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import { StateTag } from '@/shared/ui';
import { useImplementationText } from '../i18n';
import { STEP_STATES, stepState, TRACKS } from '../labels';
import { StepDialog, type StepTask } from './StepDialog';
import s from './Project.module.css';

/** Steps on a line of time; late ones are red and say by how many days. */
export function Milestones({ project }: { project: ProjectView }) {
  const t = useImplementationText();
  const lang = useLang();
  const [task, setTask] = useState<StepTask | null>(null);
  return (
    <section className="panel" aria-labelledby="milestones">
      <div className={s.head}>
        <h2 id="milestones">{t('milestones')}</h2>
        {project.can_work && (
          <Button onClick={() => setTask({ kind: 'add' })}>{t('addMilestone')}</Button>
        )}
      </div>
      {project.milestones.length === 0 && <p className={s.quiet}>{t('noMilestones')}</p>}
      <ol className={s.steps}>
        {project.milestones.map((step) => (
          <li key={step.id} data-state={step.state}>
            <div>
              <b>{step.title}</b>
              <StateTag status={stepState(step.state)} labels={STEP_STATES} />
            </div>
            <small className="num">
              {labelOf(TRACKS[step.track], lang)} · {t('owner', { side: step.owner_side_label })}
              {step.owner_name && `（${step.owner_name}）`} ·{' '}
              {step.done_on ? t('doneOn', { date: step.done_on }) : t('due', { date: step.due_on })}
              {step.state === 'late' && ` · ${t('daysLate', { n: step.days_late })}`}
            </small>
            {step.done_note && <p>{step.done_note}</p>}
            {mayTouch(project, step) && (
              <span className={s.buttons}>
                <Button size="small" onClick={() => setTask({ kind: 'done', step })}>
                  {t('markDone')}
                </Button>
                <Button size="small" onClick={() => setTask({ kind: 'change', step })}>
                  {t('reschedule')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {task && <StepDialog project={project} task={task} onClose={() => setTask(null)} />}
    </section>
  );
}

/** The service plan is the platform's; the server says so too. */
const mayTouch = (project: ProjectView, step: MilestoneView) =>
  project.can_work && !step.done_on && (step.track !== 'service' || project.my_side === 'platform');
