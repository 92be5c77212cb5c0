import { App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AhpSheetView } from '@/api/gen';
import { refresh } from '@/api/hooks';
import { AutosaveBadge, DemoTag, Notice, PageHeader, ProblemAlert, StateTag } from '@/shared/ui';
import { FoundDraft, LeaveGuard } from '@/shared/work';
import { useAhpText } from '../../i18n/ahp';
import { AHP_STATES } from '../../labels';
import { Consistency } from './Consistency';
import { Duel } from './Duel';
import { pairs, put } from './judgements';
import { useJudgements } from './useJudgements';
import { Leaves, Weights } from './Weights';
import s from './ahp.module.css';

/** One question at a time; live weights and consistency beside it (clause 5.1.2.2.4). */
export function AhpDesk({ start, userId }: { start: AhpSheetView; userId: string }) {
  const t = useAhpText();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const desk = useJudgements(start, userId);
  const { sheet, answers, place, setPlace, judge, write, undo, mayUndo, submit, autosave } = desk;
  const node = sheet.nodes.find((item) => item.code === place.node);
  const found = sheet.computed.nodes.find((item) => item.node === place.node);
  if (!node || !found) return null;
  const editable = sheet.status === 'open';
  const count = pairs(node.items.length).length;
  const places = sheet.nodes.findIndex((item) => item.code === place.node);
  const go = (by: number) => {
    const index = place.index + by;
    if (index >= 0 && index < count) return setPlace({ ...place, index });
    const next = sheet.nodes[places + by];
    if (!next) return undefined;
    const last = pairs(next.items.length).length - 1;
    return setPlace({ node: next.code, index: by > 0 ? 0 : last });
  };
  const finish = async () => {
    setBusy(true);
    setError(null);
    try {
      await submit();
      await refresh(client, 'ahpSheetsList', 'meTodos');
      void message.success(t('submitted'));
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const indexOf = (row: number, column: number) =>
    pairs(node.items.length).findIndex(([a, b]) => a === row && b === column);
  const gaps = sheet.computed.total - sheet.computed.answered;
  const ask = () =>
    gaps === 0
      ? void finish()
      : void modal.confirm({
          title: t('submitGaps', { n: gaps }),
          content: t('submitGapsText'),
          okText: t('submit'),
          cancelText: t('back'),
          onOk: finish,
        });
  const apart = sheet.computed.nodes.filter((item) => item.items.length === 0);
  const over = sheet.computed.nodes.some((item) => item.cr != null && !item.passed);
  return (
    <>
      <PageHeader
        title={sheet.title}
        trail={[[t('sheets'), '/work/ahp-sheets'], [sheet.weight_set_number]]}
        tags={
          <>
            <StateTag status={sheet.status} labels={AHP_STATES} />
            <DemoTag show={sheet.is_demo} />
          </>
        }
        subtitle={t('answered', { n: sheet.computed.answered, total: sheet.computed.total })}
        extra={<AutosaveBadge state={autosave.state} onRetry={() => void autosave.flush()} />}
      />
      <FoundDraft autosave={autosave} onRestore={write} />
      <LeaveGuard autosave={autosave} />
      {sheet.return_reason && (
        <Notice tone="warn">{t('returned', { why: sheet.return_reason })}</Notice>
      )}
      {!editable && <Notice>{t('locked')}</Notice>}
      <ProblemAlert error={error} />
      {autosave.state.kind === 'conflict' && (
        <Notice tone="warn">
          <p>{t('elsewhere')}</p>
          <Button size="small" onClick={() => void desk.merge().catch(setError)}>
            {t('merge')}
          </Button>
        </Notice>
      )}
      <nav className={s.levels} aria-label={t('levels')}>
        {sheet.nodes.map((item) => {
          const state = sheet.computed.nodes.find((other) => other.node === item.code);
          const done = state?.answered === state?.total;
          return (
            <button
              key={item.code}
              type="button"
              aria-current={item.code === place.node}
              data-state={!done ? 'todo' : state?.passed ? 'good' : 'over'}
              onClick={() => setPlace({ node: item.code, index: 0 })}
            >
              {item.name}{' '}
              <small className="num">
                {state?.answered}/{state?.total}
              </small>
            </button>
          );
        })}
      </nav>
      <div className={s.grid}>
        <Duel
          key={`${node.code}${place.index}`}
          node={node}
          upper={answers[node.code] ?? []}
          index={place.index}
          found={found}
          disabled={!editable}
          mayUndo={mayUndo && editable}
          onJudge={judge}
          onGo={go}
          onPick={(index) => setPlace({ ...place, index })}
          onUndo={undo}
        />
        <aside className={s.side}>
          <Consistency
            found={found}
            disabled={!editable}
            onPick={(row, column) => setPlace({ ...place, index: indexOf(row, column) })}
            onApply={(row, column, value) => {
              const index = indexOf(row, column);
              setPlace({ ...place, index });
              write(put(answers, place.node, index, value));
            }}
          />
          <Weights found={found} node={node} upper={answers[node.code] ?? []} />
          <Leaves leaves={sheet.computed.leaves} />
          {editable && (
            <>
              {over && <small className={s.note}>{t('submitOver')}</small>}
              {apart.length > 0 && (
                <small className={s.note} lang="zh-CN">
                  {t('notYet', { why: apart.map((item) => item.name).join('、') })}
                </small>
              )}
              <Button
                type="primary"
                size="large"
                block
                loading={busy}
                disabled={!sheet.may_submit}
                onClick={ask}
              >
                {t('submit')}
              </Button>
            </>
          )}
        </aside>
      </div>
    </>
  );
}
