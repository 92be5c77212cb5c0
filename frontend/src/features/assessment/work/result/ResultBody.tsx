import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import {
  assessmentsAgreementOptions,
  assessmentsMaturityOptions,
  assessmentsPreliminaryOptions,
  assessmentsResultOptions,
  assessmentsSwotOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { ApiProblem } from '@/api/problem';
import { date } from '@/shared/lib/format';
import {
  CopyText,
  DescriptionGrid,
  EmptyState,
  PageHeader,
  ProblemAlert,
  Skeleton,
} from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { SwotGrid } from '../report/SwotGrid';
import { Agreement } from './Agreement';
import { MaturityCard } from './MaturityCard';
import { Preliminary } from './Preliminary';
import { ScoreTable } from './ScoreTable';
import { Sensitivity } from './Sensitivity';
import { Verdict } from './Verdict';
import { Weights } from './Weights';
import s from './result.module.css';

interface Props {
  id: string;
  trail: [string, string];
  /** A panel member opens files through the own seat. */
  taskId?: string;
  nav?: ReactNode;
  extra?: ReactNode;
}

const PARTS = [
  'scores',
  'agreement',
  'sensitivity',
  'weights',
  'maturity',
  'swot',
  'preliminary',
] as const;

/** A link to an indicator opens it. */
function useOpenedByLink(ready: boolean) {
  useEffect(() => {
    const open = () => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target instanceof HTMLDetailsElement) target.open = true;
      if (ready) target?.scrollIntoView();
    };
    open();
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, [ready]);
}

/** One result: every number opens down to sheet, file and matrix. */
export function ResultBody({ id, trail, taskId, nav, extra }: Props) {
  const t = useResultText();
  const path = { assessment_id: id };
  const result = useQuery(assessmentsResultOptions({ path }));
  const review = useQuery(assessmentsAgreementOptions({ path }));
  const maturity = useQuery(assessmentsMaturityOptions({ path }));
  const swot = useQuery(assessmentsSwotOptions({ path }));
  const preliminary = useQuery(assessmentsPreliminaryOptions({ path }));
  useOpenedByLink(result.data !== undefined);
  if (result.error instanceof ApiProblem && [403, 404].includes(result.error.status)) {
    return (
      <EmptyState whole title={t('noResult')}>
        {t('noResultText')}
      </EmptyState>
    );
  }
  if (result.isPending) return <Skeleton rows={12} />;
  if (!result.data) {
    return <ProblemAlert error={result.error} onRetry={() => void result.refetch()} />;
  }
  const { data } = result;
  const files = taskId
    ? `/api/v1/panel-tasks/${taskId}/files`
    : `/api/v1/outcomes/${data.outcome_id}/attachments`;
  const fileHref = (fileId: string) => `${files}/${fileId}`;
  const others = [review, maturity, swot, preliminary];
  return (
    <article className={s.result}>
      <PageHeader
        title={data.outcome_title}
        trail={[trail, [data.number], [t('result')]]}
        subtitle={t(data.whole ? 'resultLead' : 'holderLead')}
        extra={extra}
      />
      {nav}
      <nav className={`no-print ${s.toc}`} aria-label={t('sections')}>
        {PARTS.map((part) => (
          <a key={part} href={`#${part}`}>
            {t(part)}
          </a>
        ))}
      </nav>
      <Verdict result={data} />
      <ScoreTable result={data} fileHref={fileHref} />
      {others.some((query) => query.isPending) && <Skeleton rows={6} />}
      {others.map((query, index) => (
        <ProblemAlert key={index} error={query.error} onRetry={() => void query.refetch()} />
      ))}
      {review.data && (
        <>
          <Agreement review={review.data} />
          <Sensitivity review={review.data} />
          <Weights result={data} review={review.data} />
        </>
      )}
      {maturity.data && <MaturityCard maturity={maturity.data} fileHref={fileHref} />}
      {swot.data && <SwotGrid swot={swot.data} fileHref={fileHref} />}
      {preliminary.data && <Preliminary view={preliminary.data} />}
      <section className="panel" aria-labelledby="proof">
        <h2 id="proof">{t('proof')}</h2>
        <DescriptionGrid
          items={[
            { label: t('hash'), value: <CopyText text={data.input_hash} />, wide: true },
            { label: t('formulas'), value: data.formulas_version },
            { label: t('computed'), value: date(data.computed_at) },
          ]}
        />
        <p className={s.small}>{t('capsuleHint')}</p>
      </section>
    </article>
  );
}
