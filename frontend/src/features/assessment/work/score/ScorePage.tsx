import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate, useParams } from 'react-router';
import {
  panelTasksEvidenceOptions,
  panelTasksMaterialOptions,
  panelTasksSheetOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import { useMe } from '@/api/me';
import { ApiProblem } from '@/api/problem';
import { ProblemAlert, Skeleton } from '@/shared/ui';
import { ScoreDesk } from './ScoreDesk';

/** The scoring page; without a signed declaration it leads back to the gate. */
export default function ScorePage() {
  const { id = '' } = useParams();
  const { me } = useMe();
  const path = { member_id: id };
  const fresh = { staleTime: Infinity, gcTime: 0 };
  const sheet = useQuery({ ...panelTasksSheetOptions({ path }), ...fresh });
  const material = useQuery({ ...panelTasksMaterialOptions({ path }), ...fresh });
  const evidence = useQuery({ ...panelTasksEvidenceOptions({ path }), ...fresh });
  const error = sheet.error ?? material.error ?? evidence.error;
  if (error instanceof ApiProblem && error.status === 403) {
    return <BackToGate id={id} />;
  }
  if (error) return <ProblemAlert error={error} onRetry={() => void sheet.refetch()} />;
  if (!sheet.data || !material.data || !evidence.data) return <Skeleton rows={12} />;
  return (
    <ScoreDesk
      key={sheet.data.id}
      start={sheet.data}
      material={material.data}
      facts={evidence.data}
      userId={me?.user?.id ?? ''}
    />
  );
}

/** The gate says why nothing opens; what it knew before may be out of date. */
function BackToGate({ id }: { id: string }) {
  const client = useQueryClient();
  useEffect(() => {
    void refresh(client, 'panelTasksRead', 'panelTasksList', 'meTodos');
  }, [client]);
  return <Navigate to={`/work/panel-tasks/${id}`} replace />;
}
