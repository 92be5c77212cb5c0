import { PageHeader } from '@/shared/ui';
import { useDemandText } from '../i18n';
import { DemandForm } from './DemandForm';
import { useDemandSaving } from './useDemandSaving';

/** A new need. */
export default function NewDemandPage() {
  const t = useDemandText();
  const saving = useDemandSaving(null);
  return (
    <>
      <PageHeader
        title={t('newDemand')}
        trail={[[t('myDemands'), '/work/demands'], [t('newDemand')]]}
      />
      <DemandForm
        busy={saving.isPending}
        onSave={(body, submit) => saving.mutateAsync({ body, submit })}
      />
    </>
  );
}
