import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { DemandView } from '@/api/gen';
import { demandsReadOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Notice, PageHeader, ProblemAlert, Skeleton } from '@/shared/ui';
import { useDemandText } from '../i18n';
import { DemandForm, fromFen } from './DemandForm';
import { useDemandSaving } from './useDemandSaving';

/** The form of a draft or of a returned need. */
export default function EditDemandPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(demandsReadOptions({ path: { demand_id: id } }));
  if (!data) {
    return error ? (
      <ProblemAlert error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton rows={12} />
    );
  }
  return <Editor key={data.id} demand={data} />;
}

function Editor({ demand }: { demand: DemandView }) {
  const t = useDemandText();
  const saving = useDemandSaving(demand);
  return (
    <>
      <PageHeader
        title={demand.title}
        trail={[[t('myDemands'), '/work/demands'], [t('editDemand')]]}
      />
      {demand.private?.return_reason && (
        <Notice tone="warn">
          {t('returnReason')}：{demand.private.return_reason}
        </Notice>
      )}
      <DemandForm
        initial={{
          title: demand.title,
          description: demand.description,
          demand_type: demand.demand_type,
          field: demand.field,
          scene: demand.scene,
          diseases: demand.diseases.map((item) => item.code),
          modes: demand.modes.map((item) => item.code),
          budget_fen: fromFen(demand.private?.budget_fen),
          deadline: demand.deadline,
          confidential_note: demand.private?.confidential_note ?? '',
        }}
        busy={saving.isPending}
        onSave={(body, submit) => saving.mutateAsync({ body, submit })}
      />
    </>
  );
}
