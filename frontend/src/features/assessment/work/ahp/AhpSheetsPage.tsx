import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ahpSheetsListOptions } from '@/api/gen/@tanstack/react-query.gen';
import { DemoTag, EmptyState, PageHeader, ProblemAlert, Skeleton, StateTag } from '@/shared/ui';
import { useAhpText } from '../../i18n/ahp';
import { AHP_STATES } from '../../labels';
import s from '../tasks.module.css';

/** Weighting studies that ask me for judgements. */
export default function AhpSheetsPage() {
  const t = useAhpText();
  const { data, error, isPending, refetch } = useQuery({
    ...ahpSheetsListOptions({ query: { size: 100 } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader title={t('sheets')} subtitle={t('sheetsLead')} />
      {isPending && <Skeleton rows={5} />}
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data?.items.length === 0 && <EmptyState title={t('noSheets')} />}
      <ul className={s.tasks}>
        {data?.items.map((sheet) => (
          <li key={sheet.id} className="panel">
            <div>
              <Link to={`/work/ahp-sheets/${sheet.id}`}>{sheet.title}</Link>{' '}
              <DemoTag show={sheet.is_demo} />
              <small>
                {sheet.weight_set_number} ·{' '}
                {t('answered', { n: sheet.answered, total: sheet.total })}
              </small>
            </div>
            <StateTag status={sheet.status} labels={AHP_STATES} />
          </li>
        ))}
      </ul>
    </>
  );
}
