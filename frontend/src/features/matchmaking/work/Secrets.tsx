import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { introductionsConfidentialOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Button, DescriptionGrid, ProblemAlert } from '@/shared/ui';
import { useMatchText } from '../i18n';
import s from './introductions.module.css';

/** Confidential parts of both sides, fetched only on demand because every reading is logged. */
export function Secrets({ id }: { id: string }) {
  const t = useMatchText();
  const [open, setOpen] = useState(false);
  const { data, error, isFetching } = useQuery({
    ...introductionsConfidentialOptions({ path: { introduction_id: id } }),
    enabled: open,
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <section className="panel">
      <h2>{t('confidential')}</h2>
      {data ? (
        <DescriptionGrid
          items={[
            { label: t('outcomeNote'), value: data.outcome_note || t('none'), wide: true },
            { label: t('demandNote'), value: data.demand_note || t('none'), wide: true },
          ]}
        />
      ) : (
        <Button busy={isFetching} onClick={() => setOpen(true)}>
          {t('open')}
        </Button>
      )}
      <ProblemAlert error={error} />
      <p className={s.quiet}>{t('confidentialHint')}</p>
    </section>
  );
}
