import { App, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AssessmentView } from '@/api/gen';
import {
  assessmentsPanelOptions,
  assessmentsPanelQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { toProblem } from '@/api/problem';
import {
  Button as LinkButton,
  DemoTag,
  DescriptionGrid,
  historyItems,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useBlindText } from '../../i18n/blinding';
import { useOrganiseText } from '../../i18n/organise';
import { ASSESSMENT_STATES } from '../../labels';
import { AssessmentNav } from '../AssessmentNav';
import { Candidates } from './Candidates';
import { Composition, Coverage } from './Composition';
import { Draws } from './Draws';
import { Members } from './Members';
import { Reveal } from './Reveal';
import { SettingsDialog } from './SettingsDialog';
import s from './panel.module.css';

const NEEDS_REASON = ['cancel', 'annul'];
/** While experts sign and score, their progress comes in by itself. */
const LIVE_MS = 20_000;
const waitingFor = (status: string | undefined) => status === 'declaring' || status === 'scoring';

/** Panel, rule check, progress and the next step, for those who organise. */
export function PanelDesk({ id }: { id: string }) {
  const t = useOrganiseText();
  const blind = useBlindText();
  const client = useQueryClient();
  const { message } = App.useApp();
  const path = { assessment_id: id };
  const [settings, setSettings] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    ...assessmentsPanelOptions({ path }),
    refetchInterval: ({ state }) => waitingFor(state.data?.status) && LIVE_MS,
  });
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: AssessmentView) => {
    client.setQueryData(assessmentsPanelQueryKey({ path }), next);
    void refresh(
      client,
      'assessmentsList',
      'assessmentsRead',
      'assessmentsCandidates',
      'assessmentsDraws',
      'meTodos',
    );
  };
  const act = async (action: string, { reason }: ActionFacts) => {
    const body = NEEDS_REASON.includes(action) ? { reason } : undefined;
    const url = `/api/v1/assessments/${id}/${action}`;
    put(await api.post<AssessmentView>(url, body, { version: data.version }));
  };
  const remind = async () => {
    try {
      await act('remind', { reason: '' });
      void message.success(t('remindDone'));
    } catch (problem) {
      void message.error(toProblem(problem).detail);
    }
  };
  const waiting = waitingFor(data.status);
  const open = !data.released && data.status !== 'cancelled';
  const underWay = data.status !== 'issued' && data.status !== 'cancelled';
  const mayAct = data.available_actions.length > 0;
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[[t('assessments'), '/work/assessments'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={ASSESSMENT_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <>
            {data.released && (
              <LinkButton kind="primary" to={`/work/assessments/${id}/report`}>
                {t('reportAndResult')}
              </LinkButton>
            )}
            {waiting && mayAct && <Button onClick={() => void remind()}>{t('remind')}</Button>}
            <ActionBar
              actions={data.available_actions}
              onAction={act}
              danger={['cancel', 'annul']}
              hidden={['issue']}
            />
          </>
        }
      />
      <AssessmentNav
        id={id}
        inside
        released={data.released}
        issued={data.status === 'issued'}
        double={data.blindness === 'double'}
      />
      <div className={s.stack}>
        {data.blockers.length > 0 && underWay && (
          <Notice tone="warn">
            <b>{t('blockers')}</b>
            <ul className={s.blockers}>
              {data.blockers.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        <div className={s.two}>
          <Composition found={data.composition} />
          <section className="panel" aria-labelledby="settings">
            <div className={s.head}>
              <h2 id="settings">{t('settings')}</h2>
              {data.status === 'preparing' && mayAct && (
                <Button size="small" onClick={() => setSettings(true)}>
                  {t('changeSettings')}
                </Button>
              )}
            </div>
            <DescriptionGrid
              items={[
                { label: t('holder'), value: data.holder_name },
                { label: t('mode'), value: data.mode_label },
                { label: blind('blindness'), value: data.blindness_label },
                { label: t('due'), value: data.due_on },
                { label: t('lead'), value: data.lead_name },
                { label: t('weights'), value: data.weight_set_label || t('noWeights') },
                { label: t('passRule'), value: data.pass_rule_label, wide: true },
                data.scope ? { label: t('scope'), value: data.scope, wide: true } : null,
              ]}
            />
          </section>
        </div>
        <Members assessment={data} onChange={put} />
        {data.can_reveal && <Reveal id={id} onRead={() => void refetch()} />}
        {open && mayAct && <Candidates assessment={data} onChange={put} />}
        <Draws id={id} />
        <Coverage rows={data.coverage} />
        <section className="panel" aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <Timeline items={historyItems(data.history).reverse()} />
        </section>
      </div>
      {settings && (
        <SettingsDialog assessment={data} onClose={() => setSettings(false)} onChange={put} />
      )}
    </>
  );
}
