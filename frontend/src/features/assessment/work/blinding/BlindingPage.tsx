import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { AssessmentSummary, BlindCheckView } from '@/api/gen';
import {
  assessmentsBlindingOptions,
  assessmentsBlindingQueryKey,
  assessmentsReadOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { dateTime } from '@/shared/lib/format';
import {
  Button,
  DemoTag,
  EmptyState,
  Notice,
  PageHeader,
  ProblemAlert,
  Skeleton,
  StateTag,
} from '@/shared/ui';
import { useBlindText } from '../../i18n/blinding';
import { ASSESSMENT_STATES } from '../../labels';
import { AssessmentNav } from '../AssessmentNav';
import { Decision } from './Decision';
import { Hits } from './Hits';
import s from './blinding.module.css';

/** The applicant's names in the material, with file and place, before a double-blind panel opens. */
export default function BlindingPage() {
  const t = useBlindText();
  const { id = '' } = useParams();
  const client = useQueryClient();
  const path = { assessment_id: id };
  const about = useQuery(assessmentsReadOptions({ path }));
  const check = useQuery(assessmentsBlindingOptions({ path }));
  if (about.isPending || check.isPending) return <Skeleton rows={10} />;
  if (!about.data || !check.data) {
    return (
      <ProblemAlert
        error={about.error ?? check.error}
        onRetry={() => void Promise.all([about.refetch(), check.refetch()])}
      />
    );
  }
  const put = (next: BlindCheckView) => {
    client.setQueryData(assessmentsBlindingQueryKey({ path }), next);
    void refresh(client, 'assessmentsPanel', 'assessmentsRead');
  };
  return (
    <>
      <Head about={about.data} />
      {check.data.blindness === 'single' ? (
        <EmptyState
          title={t('notDouble')}
          action={<Button to={`/work/assessments/${id}`}>{t('toPanel')}</Button>}
        >
          {t('notDoubleText')}
        </EmptyState>
      ) : (
        <div className={s.stack}>
          <State check={check.data} />
          <section className="panel" aria-labelledby="limits">
            <h2 id="limits">{t('limits')}</h2>
            <ul className={s.limits} lang="zh-CN">
              {check.data.limits.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
          <Decision key={check.data.basis} id={id} check={check.data} onChange={put} />
          <section className="panel" aria-labelledby="facts">
            <h2 id="facts">{t('facts', { n: check.data.facts.length })}</h2>
            {check.data.facts.length === 0 ? <p>{t('noFacts')}</p> : <Hits of={check.data.facts} />}
          </section>
          <section className="panel" aria-labelledby="words">
            <h2 id="words">{t('hiddenWords', { n: check.data.words.length })}</h2>
            <ul className={s.words} lang="zh-CN">
              {check.data.words.map((word) => (
                <li key={word.text}>
                  {word.text} <small>{word.source}</small>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </>
  );
}

function Head({ about }: { about: AssessmentSummary }) {
  const t = useBlindText();
  const base = `/work/assessments/${about.id}`;
  return (
    <>
      <PageHeader
        title={about.outcome_title}
        trail={[[t('assessments'), '/work/assessments'], [about.number, base], [t('check')]]}
        subtitle={t('lead')}
        tags={
          <>
            <StateTag status={about.status} labels={ASSESSMENT_STATES} />
            <DemoTag show={about.is_demo} />
          </>
        }
      />
      <AssessmentNav
        id={about.id}
        inside={about.can_inspect}
        released={about.can_read_result}
        issued={about.status === 'issued'}
        double={about.blindness === 'double'}
      />
    </>
  );
}

function State({ check }: { check: BlindCheckView }) {
  const t = useBlindText();
  if (!check.decided_at) return <Notice tone="warn">{t('never')}</Notice>;
  if (!check.current) return <Notice tone="warn">{t('stale')}</Notice>;
  return (
    <Notice tone="good">
      {t('current', {
        who: check.decided_by,
        at: dateTime(check.decided_at),
        why: check.reason,
      })}
    </Notice>
  );
}
