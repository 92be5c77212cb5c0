import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { delphiTasksReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { ProblemAlert, Skeleton } from '@/shared/ui';
import { TaskDesk } from './TaskDesk';

/** My questionnaire. */
export default function DelphiTaskPage() {
  const { id = '' } = useParams();
  const { me } = useMe();
  const { data, error, isPending, refetch } = useQuery({
    ...delphiTasksReadOptions({ path: { answer_id: id } }),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (isPending) return <Skeleton rows={12} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <TaskDesk key={data.id} start={data} userId={me?.user?.id ?? ''} />;
}
