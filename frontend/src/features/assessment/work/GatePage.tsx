import { Button, Checkbox, Input } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import type { ConflictView, TaskView } from '@/api/gen';
import { panelTasksReadOptions, panelTasksReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import { labelOf, useLang } from '@/shared/lib/text';
import {
  Button as LinkButton,
  CopyText,
  DemoTag,
  DescriptionGrid,
  EmptyState,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  Tag,
} from '@/shared/ui';
import { ActionBar } from '@/shared/work';
import { useBlindText } from '../i18n/blinding';
import { useTaskText } from '../i18n/tasks';
import { STAGES } from '../labels';
import s from './tasks.module.css';

/** Where the expert reads what was found: before signing, and when the seat has ended for it. */
const SHOWS_CONFLICTS = ['declare', 'excluded'];

/** The gate: title and declaration; everything else opens with the signature (clause 5.1.1.1). */
export default function GatePage() {
  const t = useTaskText();
  const blind = useBlindText();
  const lang = useLang();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { member_id: id };
  const { data, error, isPending, refetch } = useQuery(panelTasksReadOptions({ path }));
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: TaskView) => {
    client.setQueryData(panelTasksReadQueryKey({ path }), next);
    void refresh(client, 'panelTasksList', 'meTodos');
  };
  const recuse = async (_: string, { reason }: { reason: string }) => {
    const url = `/api/v1/panel-tasks/${id}/recuse`;
    put(await api.post<TaskView>(url, { reason }, { version: data.version }));
  };
  const stage = STAGES[data.stage];
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[[t('tasks'), '/work/panel-tasks'], [data.number]]}
        tags={
          <>
            {stage && (
              <Tag tone={stage.tone} icon>
                {labelOf(stage, lang)}
              </Tag>
            )}
            {data.blindness === 'double' && <Tag tone="indigo">{blind('doubleTag')}</Tag>}
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <>
            <ActionBar
              actions={data.available_actions}
              hidden={['sign']}
              danger={['recuse']}
              onAction={recuse}
            />
            {data.report_ready && (
              <>
                <LinkButton to={`/work/panel-tasks/${id}/result`}>{t('toResult')}</LinkButton>
                <LinkButton kind="primary" to={`/work/panel-tasks/${id}/report`}>
                  {t(data.stage === 'consent' ? 'toReport' : 'seeReport')}
                </LinkButton>
              </>
            )}
            {data.can_open && !data.report_ready && (
              <LinkButton kind="primary" to={`/work/panel-tasks/${id}/score`}>
                {t(data.can_score ? 'toScore' : 'toSheet')}
              </LinkButton>
            )}
          </>
        }
      />
      {data.stage === 'recused' && (
        <EmptyState title={t('recusedTitle')}>
          {t('recusedText')} {data.left_reason}
        </EmptyState>
      )}
      {data.stage === 'replaced' && <EmptyState title={t('replacedTitle')} />}
      {data.stage === 'excluded' && (
        <EmptyState title={t('excludedTitle')}>
          {t('excludedText')} {data.left_reason && t('excludedReason', { why: data.left_reason })}
        </EmptyState>
      )}
      {data.stage === 'cancelled' && <EmptyState title={t('cancelledTitle')} />}
      {(data.stage === 'paused' || data.pending.length > 0) && (
        <FoundRelations title={t('pendingTitle')} rows={data.pending}>
          {t('pendingText')}
        </FoundRelations>
      )}
      {data.conflicts.length > 0 && SHOWS_CONFLICTS.includes(data.stage) && (
        <FoundRelations title={t('conflicts')} rows={data.conflicts} />
      )}
      <section className={`panel ${s.declaration}`} aria-labelledby="gate">
        <h2 id="gate">{t('gate')}</h2>
        {!data.signed_at && <p className={s.lead}>{t('gateLead')}</p>}
        <div className={s.text} lang="zh-CN">
          {data.declaration_text}
        </div>
        {data.signed_at ? (
          <DescriptionGrid
            items={[
              { label: t('signedBy'), value: data.signed_name },
              { label: t('signedAt'), value: dateTime(data.signed_at) },
              { label: t('hash'), value: <CopyText text={data.declaration_sha256} />, wide: true },
            ]}
          />
        ) : (
          data.stage === 'declare' && <Signature task={data} onSigned={put} />
        )}
      </section>
    </>
  );
}

interface FoundProps {
  title: string;
  rows: ConflictView[];
  children?: ReactNode;
}

function FoundRelations({ title, rows, children }: FoundProps) {
  return (
    <div className={s.found}>
      <Notice tone="warn">
        <b>{title}</b>
        {rows.length > 0 && (
          <ul>
            {rows.map((row) => (
              <li key={`${row.rule} ${row.evidence}`}>
                {row.label}：{row.evidence}
              </li>
            ))}
          </ul>
        )}
        {children}
      </Notice>
    </div>
  );
}

function Signature({ task, onSigned }: { task: TaskView; onSigned: (next: TaskView) => void }) {
  const t = useTaskText();
  const go = useNavigate();
  const [name, setName] = useState('');
  const [accept, setAccept] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const sign = async () => {
    setBusy(true);
    setError(null);
    try {
      const next = await api.post<TaskView>(
        `/api/v1/panel-tasks/${task.id}/sign`,
        { name, accept, text_sha256: task.text_sha256 },
        { version: task.version },
      );
      onSigned(next);
      await go(`/work/panel-tasks/${task.id}/score`);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={s.sign}
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <Checkbox checked={accept} onChange={(event) => setAccept(event.target.checked)}>
        {t('agree')}
      </Checkbox>
      <label className={s.name}>
        <span>{t('fullName', { name: task.expert_name })}</span>
        <Input
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <ProblemAlert error={error} />
      <Button
        type="primary"
        htmlType="submit"
        size="large"
        loading={busy}
        disabled={!accept || name.trim() !== task.expert_name}
      >
        {t('sign')}
      </Button>
    </form>
  );
}
