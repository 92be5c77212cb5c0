import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ahpSheetsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { useMe } from '@/api/me';
import { ProblemAlert, Skeleton } from '@/shared/ui';
import { AhpDesk } from './AhpDesk';

/** My judgement sheet. */
export default function AhpPage() {
  const { id = '' } = useParams();
  const { me } = useMe();
  const { data, error, isPending, refetch } = useQuery({
    ...ahpSheetsReadOptions({ path: { sheet_id: id } }),
    staleTime: Infinity,
    gcTime: 0,
  });
  if (isPending) return <Skeleton rows={10} />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <AhpDesk key={data.id} start={data} userId={me?.user?.id ?? ''} />;
}
