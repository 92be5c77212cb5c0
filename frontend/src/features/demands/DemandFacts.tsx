import type { DemandView } from '@/api/gen';
import { date } from '@/shared/lib/format';
import { CopyText, DescriptionGrid } from '@/shared/ui';
import { useDemandText } from './i18n';

/** Everything public of a need, on its public page and in the work area. */
export function DemandFacts({ demand }: { demand: DemandView }) {
  const t = useDemandText();
  return (
    <DescriptionGrid
      items={[
        { label: t('description'), value: demand.description, wide: true },
        { label: t('field'), value: demand.field_label },
        { label: t('scene'), value: demand.scene_label },
        { label: t('diseases'), value: demand.diseases.map((d) => d.label) },
        { label: t('modes'), value: demand.modes.map((mode) => mode.label) },
        demand.mode_texts.length > 0 && { label: t('modeWords'), value: demand.mode_texts },
        { label: t('budget'), value: demand.budget_text },
        { label: t('deadline'), value: demand.deadline_text ?? demand.deadline },
        { label: t('org'), value: demand.org_name },
        demand.imported && { label: t('orgType'), value: demand.org_type_text },
        {
          label: t('number'),
          value: demand.number ? <CopyText text={demand.number} /> : t('noNumber'),
        },
        demand.published_at !== null && {
          label: t('publishedState'),
          value: date(demand.published_at),
        },
        demand.note ? { label: t('note'), value: demand.note, wide: true } : null,
        demand.source_url !== '' && {
          label: t('source'),
          wide: true,
          value: (
            <a href={demand.source_url} target="_blank" rel="noreferrer noopener">
              {demand.source_url}
            </a>
          ),
        },
      ]}
    />
  );
}
