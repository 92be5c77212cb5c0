import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { outcomeReviewReadOptions, outcomesReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { Button, EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import { ReviewDesk } from './review/ReviewDesk';

/** The formal review of one application: what it says on the left, the checklist on the right. */
export default function ReviewPage() {
  const t = useOutcomeText();
  const { id = '' } = useParams();
  const { user } = useMe();
  const path = { outcome_id: id };
  const outcome = useQuery(outcomesReadOptions({ path }));
  const review = useQuery(outcomeReviewReadOptions({ path }));
  const error = outcome.error ?? review.error;
  if (error) return <ProblemAlert error={error} onRetry={() => void review.refetch()} />;
  if (!outcome.data || !review.data || !user) return <Skeleton rows={12} />;
  if (!review.data.open) {
    return (
      <EmptyState
        whole
        title={outcome.data.status_label}
        action={<Button to={`/work/outcomes/${id}`}>{t('view')}</Button>}
      >
        {t('notOpen')}
      </EmptyState>
    );
  }
  return (
    <ReviewDesk
      key={`${id}:${review.data.round}`}
      outcome={outcome.data}
      review={review.data}
      userId={user.id}
    />
  );
}
