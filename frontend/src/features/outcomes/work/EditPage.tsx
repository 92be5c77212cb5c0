import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { outcomesReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { Button, EmptyState, ProblemAlert, Skeleton } from '@/shared/ui';
import { useOutcomeText } from '../i18n';
import { Wizard } from './wizard/Wizard';

/** The application form; only where the server says that it may be edited. */
export default function EditPage() {
  const t = useOutcomeText();
  const { id = '' } = useParams();
  const { user } = useMe();
  const { data, error, isPending, refetch } = useQuery(
    outcomesReadOptions({ path: { outcome_id: id } }),
  );
  if (isPending || !user) return <Skeleton rows={12} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data.may_edit) {
    return (
      <EmptyState
        whole
        title={data.status_label}
        action={<Button to={`/work/outcomes/${id}`}>{t('back')}</Button>}
      >
        {data.next_step}
      </EmptyState>
    );
  }
  return <Wizard key={id} view={data} userId={user.id} />;
}
