import { App, Button, Modal } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { EvidenceFacts, MaterialView, SheetView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import {
  AutosaveBadge,
  Bar,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
} from '@/shared/ui';
import { FoundDraft, LeaveGuard } from '@/shared/work';
import { useTaskText } from '../../i18n/tasks';
import { SHEET_STATES } from '../../labels';
import { Evidence } from './Evidence';
import { LeafForm } from './LeafForm';
import { Notes } from './Notes';
import { Tree } from './Tree';
import { leavesOf, useSheet } from './useSheet';
import s from './score.module.css';

// forms and tables of evidence are needed where a leaf has evidence, not to begin scoring
const LeafEvidence = lazy(async () => ({ default: (await import('./LeafEvidence')).LeafEvidence }));

interface Props {
  start: SheetView;
  material: MaterialView;
  facts: EvidenceFacts;
  userId: string;
}

const NOTES = 'notes';

/** Evidence │ indicator tree with progress │ score and comment. */
export function ScoreDesk({ start, material, facts, userId }: Props) {
  const t = useTaskText();
  const go = useNavigate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { sheet, draft, score, notes, submit, change, autosave } = useSheet(start, userId);
  const leaves = leavesOf(sheet);
  const [current, setCurrent] = useState(
    () => leaves.find((leaf) => !leaf.done)?.code ?? leaves[0]?.code ?? NOTES,
  );
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const order = [...leaves.map((leaf) => leaf.code), NOTES];
  const place = order.indexOf(current);
  const leaf = leaves.find((item) => item.code === current);
  const top = useRef<HTMLElement>(null);
  const show = (code: string) => {
    setCurrent(code);
    // an indicator begins at its head: on a phone it lies far below the list it is chosen from
    const head = top.current?.getBoundingClientRect().top ?? 0;
    if (head < 0 || head > window.innerHeight / 2) top.current?.scrollIntoView();
  };
  const step = (by: number) => show(order[place + by] ?? current);
  const finish = async () => {
    setBusy(true);
    setError(null);
    try {
      await submit();
      await refresh(client, 'panelTasksList', 'panelTasksRead', 'meTodos');
      void message.success(t('submitted'));
      await go(`/work/panel-tasks/${sheet.task_id}`);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <>
      <PageHeader
        title={t('score')}
        trail={[
          [t('tasks'), '/work/panel-tasks'],
          [sheet.number, `/work/panel-tasks/${sheet.task_id}`],
          [t('score')],
        ]}
        subtitle={sheet.outcome_title}
        tags={<StateTag status={sheet.status} labels={SHEET_STATES} />}
        extra={
          <>
            <AutosaveBadge state={autosave.state} onRetry={() => void autosave.flush()} />
            {sheet.editable && (
              <Button
                type="primary"
                loading={busy}
                disabled={sheet.missing.length > 0}
                onClick={() => setAsking(true)}
              >
                {sheet.missing.length > 0 ? t('missing', { n: sheet.missing.length }) : t('submit')}
              </Button>
            )}
          </>
        }
      />
      <FoundDraft autosave={autosave} onRestore={change} />
      <LeaveGuard autosave={autosave} />
      <ProblemAlert
        error={error ?? (autosave.state.kind === 'failed' ? autosave.state.problem : null)}
      />
      {!sheet.editable && (
        <Notice tone={sheet.frozen ? 'warn' : 'info'}>
          {t(sheet.frozen ? 'frozenSheet' : 'locked')}
        </Notice>
      )}
      <div className={s.progress}>
        <Bar
          share={sheet.scored / Math.max(1, sheet.total)}
          label={t('scored', { n: sheet.scored, total: sheet.total })}
        />
        <span className="num">{t('scored', { n: sheet.scored, total: sheet.total })}</span>
        <small>{t('secret')}</small>
      </div>
      <div className={s.desk}>
        <Evidence material={material} facts={facts} taskId={sheet.task_id} />
        <Tree sheet={sheet} draft={draft} current={current} notesKey={NOTES} onGo={show} />
        <section ref={top} className={`panel ${s.form}`} aria-live="off">
          {leaf ? (
            <LeafForm
              key={leaf.code}
              leaf={leaf}
              score={draft.scores[leaf.code]}
              files={material.files}
              disabled={!sheet.editable}
              onChange={(part) => score(leaf.code, part)}
            >
              <Suspense fallback={<Skeleton rows={2} />}>
                <LeafEvidence
                  leaf={leaf.code}
                  facts={facts}
                  taskId={sheet.task_id}
                  disabled={!sheet.editable}
                  onTake={(value) => score(leaf.code, { value, abstain_reason: '' })}
                />
              </Suspense>
            </LeafForm>
          ) : (
            <Notes notes={draft.notes} disabled={!sheet.editable} onChange={notes} />
          )}
          <div className={s.nav}>
            <Button disabled={place <= 0} onClick={() => step(-1)}>
              {t('previous')}
            </Button>
            <span className="num">{t('page', { n: place + 1, total: order.length })}</span>
            <Button type="primary" disabled={place >= order.length - 1} onClick={() => step(1)}>
              {t('next')}
            </Button>
          </div>
          {/* It comes and goes with each save: below the buttons and in a place kept free, so
              that they move neither by it nor by the page growing shorter. */}
          {sheet.editable && (
            <div className={s.wanting}>
              {leaf && leaf.missing.length > 0 && (
                <Notice tone="warn">{leaf.missing.join('；')}</Notice>
              )}
            </div>
          )}
        </section>
      </div>
      <Modal
        open={asking}
        title={t('submit')}
        okText={t('submit')}
        cancelText={t('cancel')}
        okButtonProps={{ loading: busy }}
        onOk={() => void finish()}
        onCancel={() => setAsking(false)}
      >
        <p>{t('submitSure')}</p>
      </Modal>
    </>
  );
}
