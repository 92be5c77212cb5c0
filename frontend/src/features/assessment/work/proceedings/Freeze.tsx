import { App, Button, Input, Modal } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { ScoringRoundView, RoundSnapshotView } from '@/api/gen';
import {
  assessmentsSnapshotsOptions,
  assessmentsSnapshotsQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { Notice, ProblemAlert, Scroll, Skeleton, Tag } from '@/shared/ui';
import { useFreezingText } from '../../i18n/freezing';
import s from './proceedings.module.css';

type Step =
  { kind: 'freeze' } | { kind: 'thaw' } | { kind: 'restore'; snapshot: RoundSnapshotView };

/** Stop the scoring, let it go on, put all sheets back to a snapshot; each with a reason. */
export function Freeze({ id }: { id: string }) {
  const t = useFreezingText();
  const client = useQueryClient();
  const path = { assessment_id: id };
  const { data, error, isPending, refetch } = useQuery(assessmentsSnapshotsOptions({ path }));
  const [step, setStep] = useState<Step | null>(null);
  if (isPending) return <Skeleton rows={3} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data.at_work && data.snapshots.length === 0) return null;
  const done = (next: ScoringRoundView) => {
    client.setQueryData(assessmentsSnapshotsQueryKey({ path }), next);
    void refresh(client, 'assessmentsPanel', 'assessmentsRead', 'assessmentsMeeting', 'meTodos');
    setStep(null);
  };
  return (
    <section className="panel" aria-labelledby="freeze">
      <div className={s.head}>
        <h2 id="freeze">{t('title')}</h2>
        {data.may_freeze && (
          <Button
            danger={!data.frozen_at}
            onClick={() => setStep({ kind: data.frozen_at ? 'thaw' : 'freeze' })}
          >
            {t(data.frozen_at ? 'thaw' : 'freeze')}
          </Button>
        )}
      </div>
      <p className={s.lead}>{t('lead')}</p>
      {data.frozen_at ? (
        <Notice tone="warn">
          {t('frozen', {
            at: dateTime(data.frozen_at),
            who: data.frozen_by_name,
            reason: data.frozen_reason,
          })}
        </Notice>
      ) : (
        data.at_work && <p className={s.quiet}>{t('running')}</p>
      )}
      <Snapshots view={data} onRestore={(snapshot) => setStep({ kind: 'restore', snapshot })} />
      {step && (
        <Ask
          step={step}
          id={id}
          version={data.version}
          onDone={done}
          onClose={() => setStep(null)}
        />
      )}
    </section>
  );
}

interface SnapshotsProps {
  view: ScoringRoundView;
  onRestore: (snapshot: RoundSnapshotView) => void;
}

function Snapshots({ view, onRestore }: SnapshotsProps) {
  const t = useFreezingText();
  return (
    <>
      <h3>{t('snapshots')}</h3>
      {view.snapshots.length === 0 ? (
        <p className={s.quiet}>{t('none')}</p>
      ) : (
        <Scroll label={t('snapshots')}>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t('number')}</th>
                <th scope="col">{t('takenAt')}</th>
                <th scope="col">{t('cause')}</th>
                <th scope="col">{t('sheets')}</th>
                <th scope="col">{t('signature')}</th>
                {view.may_restore && <th scope="col">{t('action')}</th>}
              </tr>
            </thead>
            <tbody>
              {view.snapshots.map((row) => (
                <tr key={row.id}>
                  <th scope="row" className="num">
                    {row.number}
                  </th>
                  <td className="num">{dateTime(row.taken_at)}</td>
                  <td>{row.cause_label}</td>
                  <td>{t('submitted', { n: row.submitted, total: row.sheets })}</td>
                  <td>
                    <Tag tone={row.genuine ? 'good' : 'seal'} icon>
                      {t(row.genuine ? 'genuine' : 'broken')}
                    </Tag>{' '}
                    <code title={row.sha256}>{row.sha256.slice(0, 12)}…</code>
                  </td>
                  {view.may_restore && (
                    <td>
                      <Button
                        size="small"
                        disabled={!row.genuine}
                        aria-label={`${t('restore')}：${row.number}`}
                        onClick={() => onRestore(row)}
                      >
                        {t('restore')}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {view.may_freeze && !view.may_restore && view.snapshots.length > 0 && (
        <p className={s.quiet}>{t('freezeFirst')}</p>
      )}
    </>
  );
}

interface AskProps {
  step: Step;
  id: string;
  version: number;
  onDone: (next: ScoringRoundView) => void;
  onClose: () => void;
}

function Ask({ step, id, version, onDone, onClose }: AskProps) {
  const t = useFreezingText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const base = `/api/v1/assessments/${id}`;
  const url =
    step.kind === 'restore'
      ? `${base}/snapshots/${step.snapshot.id}/restore`
      : `${base}/${step.kind}`;
  const run = async () => {
    setBusy(true);
    setFault(null);
    try {
      onDone(await api.post<ScoringRoundView>(url, { reason }, { version }));
      void message.success(t('done'));
    } catch (error) {
      setFault(error);
      // somebody may have handed in meanwhile: pressing again goes by what stands now
      void refresh(client, 'assessmentsSnapshots');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t(step.kind)}
      okText={t(step.kind)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !reason.trim(), loading: busy, danger: step.kind !== 'thaw' }}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <p>
        {step.kind === 'restore'
          ? t('restoreText', { n: step.snapshot.number })
          : t(`${step.kind}Text`)}
      </p>
      <label className={s.block}>
        <span>{t('reason')}</span>
        <Input.TextArea
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <ProblemAlert error={fault} />
    </Modal>
  );
}
