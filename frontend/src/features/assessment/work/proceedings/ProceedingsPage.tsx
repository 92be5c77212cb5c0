import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { AssessmentSummary, MeetingView } from '@/api/gen';
import {
  assessmentsMeetingOptions,
  assessmentsMeetingQueryKey,
  assessmentsPreliminaryOptions,
  assessmentsReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useMe } from '@/api/me';
import { date } from '@/shared/lib/format';
import { DemoTag, Notice, PageHeader, ProblemAlert, Skeleton, StateTag } from '@/shared/ui';
import { useProceedingsText } from '../../i18n/proceedings';
import { ASSESSMENT_STATES } from '../../labels';
import { AssessmentNav } from '../AssessmentNav';
import { Preliminary } from '../result/Preliminary';
import { Freeze } from './Freeze';
import { MeetingForm } from './MeetingForm';
import { PreliminaryForm } from './PreliminaryForm';
import s from './proceedings.module.css';

/** Preliminary analysis and review meeting: written by organisers, read by the holder afterwards. */
export default function ProceedingsPage() {
  const t = useProceedingsText();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(
    assessmentsReadOptions({ path: { assessment_id: id } }),
  );
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <PageHeader
        title={data.outcome_title}
        trail={[
          [t('assessments'), '/work/assessments'],
          [data.number, `/work/assessments/${id}`],
          [t('proceedings')],
        ]}
        subtitle={t('proceedingsLead')}
        tags={
          <>
            <StateTag status={data.status} labels={ASSESSMENT_STATES} />
            <DemoTag show={data.is_demo} />
          </>
        }
      />
      <AssessmentNav
        id={id}
        inside={data.can_inspect}
        released={data.can_read_result}
        issued={data.status === 'issued'}
        double={data.blindness === 'double'}
      />
      <div className={s.stack}>
        <Analysis summary={data} />
        <Meeting summary={data} />
        {data.can_inspect && <Freeze id={id} />}
      </div>
    </>
  );
}

function Analysis({ summary }: { summary: AssessmentSummary }) {
  const { me } = useMe();
  const path = { assessment_id: summary.id };
  const fresh = { staleTime: Infinity, gcTime: 0 };
  const view = useQuery({ ...assessmentsPreliminaryOptions({ path }), ...fresh });
  if (view.isPending) return <Skeleton rows={8} />;
  if (!view.data) return <ProblemAlert error={view.error} onRetry={() => void view.refetch()} />;
  const released = summary.status === 'reporting' || summary.status === 'issued';
  return released || !summary.can_inspect ? (
    <Preliminary view={view.data} />
  ) : (
    <PreliminaryForm assessmentId={summary.id} view={view.data} userId={me?.user?.id ?? ''} />
  );
}

function Meeting({ summary }: { summary: AssessmentSummary }) {
  const t = useProceedingsText();
  const client = useQueryClient();
  const path = { assessment_id: summary.id };
  const { data, error, isPending, refetch } = useQuery(assessmentsMeetingOptions({ path }));
  if (isPending) return <Skeleton rows={5} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const put = (next: MeetingView) => {
    client.setQueryData(assessmentsMeetingQueryKey({ path }), next);
    void refresh(client, 'assessmentsPanel');
  };
  const byMeeting = data.mode === 'meeting';
  return (
    <section className="panel" aria-labelledby="meeting">
      <h2 id="meeting">{t(byMeeting ? 'meeting' : 'mode')}</h2>
      <p className={s.lead}>
        {t(byMeeting ? 'meetingMode' : 'letter')}{' '}
        {summary.status === 'preparing' && t('changeMode')}
      </p>
      {byMeeting && !summary.can_inspect && (
        <p>
          {data.held_on ? t('heldOn', { at: date(data.held_on), n: data.present }) : t('noMeeting')}
        </p>
      )}
      {byMeeting && summary.can_inspect && (
        <>
          {!data.editable && !data.held_at && <Notice>{t('noMeeting')}</Notice>}
          {(data.editable || data.held_at) && (
            <MeetingForm key={data.version} assessmentId={summary.id} view={data} onChange={put} />
          )}
        </>
      )}
    </section>
  );
}
