import { useQuery } from '@tanstack/react-query';
import type { IndicatorView } from '@/api/gen';
import { indicatorTreeReadOptions } from '@/api/gen/@tanstack/react-query.gen';

const leavesUnder = (node: IndicatorView): IndicatorView[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leavesUnder);

/** Leaves of the standard's tree as options of a select. */
export function useLeafOptions(): { value: string; label: string }[] {
  const { data } = useQuery({ ...indicatorTreeReadOptions(), staleTime: Infinity });
  return data
    ? leavesUnder(data.root).map((leaf) => ({
        value: leaf.code,
        label: `${leaf.code} ${leaf.name}`,
      }))
    : [];
}
