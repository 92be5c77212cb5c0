import { App, Button, Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { OutcomeView, FormalReviewView } from '@/api/gen';
import { toProblem } from '@/api/problem';
import {
  AutosaveBadge,
  DemoTag,
  Notice,
  PageHeader,
  ProblemAlert,
  StateTag,
  WorkingDayClock,
} from '@/shared/ui';
import { LeaveGuard } from '@/shared/work';
import { useOutcomeText } from '../../i18n';
import { OUTCOME_STATES } from '../../labels';
import { OutcomeFields } from '../OutcomeFields';
import { Rounds } from '../Rounds';
import { Checklist } from './Checklist';
import { ReasonDialog } from './Dialogs';
import { useKeys } from './useKeys';
import { useReview, type Answer } from './useReview';
import s from './review.module.css';

interface Props {
  outcome: OutcomeView;
  review: FormalReviewView;
  userId: string;
}

type Open = { kind: 'field'; pointer: string; label: string } | { kind: 'return' | 'refuse' };

/** Fields with a return button each, checklist, decision; J K move, Y N answer, A accepts, R returns. */
export function ReviewDesk({ outcome, review, userId }: Props) {
  const t = useOutcomeText();
  const go = useNavigate();
  const { message } = App.useApp();
  const { input, answer, note, mark, decide, autosave } = useReview(review, userId);
  const [current, setCurrent] = useState(0);
  const [open, setOpen] = useState<Open | null>(null);
  const [busy, setBusy] = useState(false);
  const marked = useMemo(
    () => new Map((input.field_returns ?? []).map((field) => [field.pointer, field.reason])),
    [input.field_returns],
  );
  const unanswered = review.items.filter((item) => !input.checklist[item.code]).length;

  const finish = async (action: 'accept' | 'return' | 'refuse', reason: string) => {
    await decide(action, reason);
    void message.success(t(action));
    void go('/work/reviews');
  };
  const accept = async () => {
    setBusy(true);
    try {
      await finish('accept', '');
    } catch (error) {
      void message.error(toProblem(error).detail || toProblem(error).title);
    } finally {
      setBusy(false);
    }
  };
  const give = (value: Answer) => {
    const item = review.items[current];
    if (!item) return;
    answer(item.code, value);
    setCurrent(Math.min(current + 1, review.items.length - 1));
  };
  const [keys, setKeys] = useKeys(
    {
      j: () => setCurrent(Math.min(current + 1, review.items.length - 1)),
      k: () => setCurrent(Math.max(current - 1, 0)),
      y: () => give('yes'),
      n: () => give('no'),
      a: () => void accept(),
      r: () => setOpen({ kind: 'return' }),
    },
    open === null && !busy,
  );

  return (
    <>
      <PageHeader
        title={outcome.title}
        trail={[[t('reviews'), '/work/reviews'], [outcome.number ?? '']]}
        tags={
          <>
            <StateTag status={outcome.status} labels={OUTCOME_STATES} />
            <DemoTag show={outcome.is_demo} />
          </>
        }
        subtitle={`${outcome.holder_name} · ${t('round', { n: review.round })}`}
        extra={<AutosaveBadge state={autosave.state} onRetry={() => void autosave.flush()} />}
      />
      <LeaveGuard autosave={autosave} />
      <div className={s.desk}>
        <div className={s.document}>
          <Changes review={review} />
          <OutcomeFields
            outcome={outcome}
            aside={(pointer, label) => (
              <span className={s.aside}>
                {marked.has(pointer) && <em>{marked.get(pointer)}</em>}
                <Button
                  size="small"
                  danger={marked.has(pointer)}
                  aria-label={`${t('returnField')}：${label}`}
                  onClick={() => setOpen({ kind: 'field', pointer, label })}
                >
                  {t('returnField')}
                </Button>
              </span>
            )}
          />
          <Rounds rounds={review.rounds} />
        </div>
        <aside className={`panel ${s.panel}`} aria-label={t('checklist')}>
          <h2>{t('checklist')}</h2>
          {review.clock && (
            <WorkingDayClock
              used={review.clock.used_days}
              limit={review.clock.due_days}
              stopped={review.clock.waiting}
            />
          )}
          {review.clock?.warning && <small>{review.clock.warning}</small>}
          <Checklist
            view={review}
            input={input}
            current={current}
            onCurrent={setCurrent}
            onAnswer={answer}
            onNote={note}
          />
          {autosave.state.kind === 'failed' && <ProblemAlert error={autosave.state.problem} />}
          {autosave.state.kind === 'conflict' && <ProblemAlert error={autosave.state.problem} />}
          <div className={s.decide}>
            <small role="status">
              {unanswered > 0 ? t('openItems', { n: unanswered }) : t('allAnswered')}
            </small>
            <Button
              type="primary"
              loading={busy}
              disabled={unanswered > 0}
              onClick={() => void accept()}
            >
              {t('accept')}
            </Button>
            <Button onClick={() => setOpen({ kind: 'return' })}>{t('return')}</Button>
            <Button danger onClick={() => setOpen({ kind: 'refuse' })}>
              {t('refuse')}
            </Button>
          </div>
          <Checkbox checked={keys} onChange={(event) => setKeys(event.target.checked)}>
            {t('shortcuts')}
          </Checkbox>
          {keys && <small className={s.keys}>{t('shortcutsHint')}</small>}
        </aside>
      </div>
      {open?.kind === 'field' && (
        <ReasonDialog
          title={t('returnFieldReason', { label: open.label })}
          start={marked.get(open.pointer)}
          templates={review.reasons}
          okText={t('save')}
          mayBeEmpty
          onOk={(reason) => {
            mark({ pointer: open.pointer, reason });
            setOpen(null);
          }}
          onCancel={() => setOpen(null)}
        />
      )}
      {(open?.kind === 'return' || open?.kind === 'refuse') && (
        <ReasonDialog
          key={open.kind}
          title={t(open.kind === 'return' ? 'returnReason' : 'refuseReason')}
          hint={
            open.kind === 'return' && marked.size > 0 ? t('returnWith', { n: marked.size }) : ''
          }
          templates={review.reasons}
          okText={t(open.kind)}
          danger={open.kind === 'refuse'}
          onOk={(reason) => finish(open.kind, reason)}
          onCancel={() => setOpen(null)}
        />
      )}
    </>
  );
}

function Changes({ review }: { review: FormalReviewView }) {
  const t = useOutcomeText();
  if (review.changes.length === 0) return null;
  return (
    <Notice>
      <b>{t('changes')}</b>
      <dl className={s.changes}>
        {review.changes.map((change) => (
          <div key={change.pointer}>
            <dt>{change.label}</dt>
            <dd>
              <del>
                <span className="vh">{t('before')}：</span>
                {change.before}
              </del>
              <ins>
                <span className="vh">{t('after')}：</span>
                {change.after}
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
