import { App, Button } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import type { DelphiStudyView } from '@/api/gen';
import {
  delphiStudiesReadOptions,
  delphiStudiesReadQueryKey,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import {
  DemoTag,
  historyItems,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
  Tag,
  Timeline,
} from '@/shared/ui';
import { ActionBar, type ActionFacts } from '@/shared/work';
import { useDelphiText } from '../../i18n/delphi';
import { useRoundText } from '../../i18n/delphiRounds';
import { DELPHI_STATES } from '../../labels';
import { CloseStudy } from './CloseStudy';
import { Conclusion } from './Conclusion';
import { OpenRound } from './OpenRound';
import { PanelProgress } from './PanelProgress';
import { Rounds } from './Rounds';
import { Settings } from './Settings';
import o from '../organise.module.css';
import s from './delphi.module.css';

/** One Delphi study: panel and progress, figures of every closed round, the decision. */
export default function DelphiStudyPage() {
  const t = useDelphiText();
  const out = useRoundText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<'open' | 'close' | null>(null);
  const path = { study_id: id };
  const { data, error, isPending, refetch } = useQuery(delphiStudiesReadOptions({ path }));
  if (isPending) return <Skeleton rows={12} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const url = `/api/v1/delphi-studies/${id}`;
  const put = (next: DelphiStudyView) => {
    client.setQueryData(delphiStudiesReadQueryKey({ path }), next);
    void refresh(client, 'delphiStudiesList', 'meTodos');
  };
  const send = async (action: string, body?: unknown) =>
    put(await api.post<DelphiStudyView>(`${url}/${action}`, body, { version: data.version }));
  const act = (action: string, { reason }: ActionFacts) =>
    send(action.replace('_', '-'), action === 'cancel' ? { reason } : undefined);
  const remind = async () => {
    await send('remind');
    void message.success(t('remindDone'));
  };
  const running = data.status === 'draft' || data.status === 'collecting';
  const progress = <PanelProgress study={data} onChange={put} onRemind={remind} />;
  const closed = data.rounds.filter((round) => round.closed_at !== null);
  return (
    <>
      <PageHeader
        title={data.title}
        trail={[[t('studies'), '/work/delphi-studies'], [data.number]]}
        tags={
          <>
            <StateTag status={data.status} labels={DELPHI_STATES} />
            {data.round > 0 && <Tag>{t('roundOf', { n: data.round })}</Tag>}
            <DemoTag show={data.is_demo} />
          </>
        }
        extra={
          <ActionBar
            actions={data.available_actions}
            onAction={act}
            danger={['cancel']}
            handlers={{
              open_round: () => setAsking('open'),
              close: () => setAsking('close'),
            }}
          />
        }
      />
      <div className={o.stack}>
        {data.status === 'draft' &&
          data.warnings.map((line) => (
            <Notice key={line} tone="warn">
              {line}
            </Notice>
          ))}
        {closed.length > 0 && (
          <div className={`${s.exports} no-print`}>
            <a className={s.download} href={`${url}/results.csv`} download>
              {out('exportCsv')}
            </a>
            <a className={s.download} href={`${url}/data.json`} download>
              {out('exportData')}
            </a>
            <Button onClick={() => window.print()}>{out('print')}</Button>
          </div>
        )}
        {data.conclusion && <Conclusion conclusion={data.conclusion} studyId={data.id} />}
        {running && progress}
        <Rounds study={data} />
        {!running && progress}
        <Settings study={data} />
        <section className="panel no-print" aria-labelledby="history">
          <h2 id="history">{t('history')}</h2>
          <Timeline items={historyItems(data.history)} />
        </section>
      </div>
      {asking === 'open' && (
        <OpenRound
          study={data}
          onClose={() => setAsking(null)}
          onSend={(body) => send('open-round', body)}
        />
      )}
      {asking === 'close' && (
        <CloseStudy
          reached={closed.at(-1)?.reached ?? false}
          onClose={() => setAsking(null)}
          onSend={(reason) => send('close', { reason })}
        />
      )}
    </>
  );
}
