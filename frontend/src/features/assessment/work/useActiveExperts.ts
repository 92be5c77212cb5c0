import { useQuery } from '@tanstack/react-query';
import { expertsListOptions } from '@/api/gen/@tanstack/react-query.gen';

/** Active experts as options of a select. */
export function useActiveExperts(): { value: string; label: string }[] {
  const { data } = useQuery(expertsListOptions({ query: { status: 'active', size: 100 } }));
  return (data?.items ?? []).map((row) => ({
    value: row.id,
    label: `${row.name} · ${row.category_label} · ${row.organisation_name}`,
  }));
}
