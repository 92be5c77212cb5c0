import type { BatchItemView } from '@/api/gen';

export interface Missing {
  label: string;
  href?: string;
}

/** What is missing, with an anchor where it is a line; gaps of the project facts lead to them. */
export function missingItems(
  item: Pick<BatchItemView, 'lines_list' | 'missing' | 'evidence_id'>,
): Missing[] {
  const lines = new Map(
    item.lines_list.filter((line) => !line.done).map((line) => [line.label, line.code]),
  );
  return item.missing.map((label) => {
    const code = lines.get(label);
    if (code) return { label, href: `#line-${code}` };
    return item.evidence_id
      ? { label, href: `/work/evidence/${item.evidence_id}?tab=project` }
      : { label };
  });
}

/** One entry per line of a text field, blank ones left out. */
export const textLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
