import { useQuery } from '@tanstack/react-query';
import type { OutcomeView } from '@/api/gen';
import { outcomesDuplicatesOptions } from '@/api/gen/@tanstack/react-query.gen';
import { Notice } from '@/shared/ui';
import { useOutcomeText } from '../../i18n';

/** Warns of outcomes much like this one; asked again when title or summary were saved anew. */
export function Duplicates({ view }: { view: OutcomeView }) {
  const t = useOutcomeText();
  const options = outcomesDuplicatesOptions({ path: { outcome_id: view.id } });
  const { data } = useQuery({
    ...options,
    queryKey: [...options.queryKey, view.title, view.summary] as never,
    enabled: view.title.length >= 4,
    staleTime: 60_000,
  });
  if (!data?.message) return null;
  return (
    <Notice tone="warn">
      <b>{t('duplicates')}</b>
      <p>{data.message}</p>
      <ul>
        {data.items.map((item) => (
          <li key={item.id}>
            {item.number} {item.title} · {item.holder_name} · {item.status_label} ·{' '}
            {t('similarity', { n: item.similarity })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
