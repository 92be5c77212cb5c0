import type { IndicatorFileInput, IndicatorInput } from '@/api/gen';

export interface TreeFile {
  body: IndicatorFileInput;
  name: string;
  version: string;
  leaves: number;
}

export type ReadFault = 'notJson' | 'notTree';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Leaves below a node. */
export const countLeaves = (node: Pick<IndicatorInput, 'children'>): number =>
  node.children?.length ? node.children.reduce((sum, child) => sum + countLeaves(child), 0) : 1;

/** Reads an exported file; what is inside is judged by the server. */
export function readTreeFile(text: string): TreeFile | ReadFault {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'notJson';
  }
  const tree = isObject(parsed) ? parsed.tree : null;
  if (!isObject(tree) || !isObject(tree.root) || !Array.isArray(tree.root.children)) {
    return 'notTree';
  }
  const body = parsed as IndicatorFileInput;
  return {
    body,
    name: String(tree.name ?? ''),
    version: String(tree.version ?? ''),
    leaves: countLeaves(body.tree.root),
  };
}
