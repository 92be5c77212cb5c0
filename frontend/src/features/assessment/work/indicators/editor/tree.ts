import type { AnchorInput, IndicatorInput, IndicatorTreeInput, QuestionInput } from '@/api/gen';

export type Question = Required<QuestionInput>;
export type Anchor = AnchorInput;

/** One indicator of a draft with everything below it; every field is there. */
export interface Node extends Required<Omit<IndicatorInput, 'children' | 'questions' | 'anchors'>> {
  children: Node[];
  questions: Question[];
  anchors: Anchor[];
}

export interface Tree extends Required<Omit<IndicatorTreeInput, 'root'>> {
  root: Node;
}

/** Where a node stands: the places of its ancestors and its own among their children. */
export type Path = readonly number[];

export const KINDS = [
  'text',
  'score',
  'number',
  'money',
  'yes_no',
  'old_new',
  'choice',
  'list',
] as const;
export const JUDGES = ['clinical', 'engineering', 'investment'] as const;
export type Kind = (typeof KINDS)[number];
export type Judge = (typeof JUDGES)[number];
export const SCORES = [0, 25, 50, 75, 100] as const;

const asNode = (node: IndicatorInput): Node => ({
  code: node.code,
  name: node.name,
  clause: node.clause ?? '',
  definition: node.definition ?? '',
  children: (node.children ?? []).map(asNode),
  questions: (node.questions ?? []).map((question) => ({
    kind: 'text',
    unit: '',
    required: true,
    options: [],
    ...question,
  })),
  anchors: node.anchors ?? [],
  categories: node.categories ?? [],
  data_driven: node.data_driven ?? false,
  evidence: node.evidence ?? [],
  swot: node.swot ?? 'internal',
});

/** The tree of an exported file in the form that the editor works on. */
export const asTree = (tree: IndicatorTreeInput): Tree => ({
  id: tree.id,
  version: tree.version,
  name: tree.name,
  root: asNode(tree.root),
  source: tree.source ?? '',
  notes: tree.notes ?? [],
});

export const samePath = (a: Path, b: Path) =>
  a.length === b.length && a.every((n, k) => n === b[k]);

export const nodeAt = (root: Node, path: Path): Node | undefined =>
  path.reduce<Node | undefined>((node, place) => node?.children[place], root);

export interface Row {
  node: Node;
  path: Path;
}

/** The nodes below a node in order, each with its place; the node itself is left out. */
export const rowsOf = (node: Node, path: Path = []): Row[] =>
  node.children.flatMap((child, place) => [
    { node: child, path: [...path, place] },
    ...rowsOf(child, [...path, place]),
  ]);

/** A dimension that stands empty is no leaf: it lost its indicators, or has none yet. */
export const isLeaf = (node: Node, path: Path) =>
  path.length > 0 && node.children.length === 0 && (path.length > 1 || node.anchors.length > 0);

const depthOf = (node: Node): number => 1 + Math.max(0, ...node.children.map(depthOf));
export const DEEPEST = 3;
export const MOST_CHILDREN = 9;
export const MOST_NODES = 100;

/** Where a node could move to: every other node that has room below it. */
export function homesFor(root: Node, path: Path): Row[] {
  const node = nodeAt(root, path);
  if (!node || path.length < 2) return [];
  return rowsOf(root).filter(
    (row) =>
      !isLeaf(row.node, row.path) &&
      row.path.length + depthOf(node) <= DEEPEST &&
      !samePath(row.path, path.slice(0, -1)) &&
      !samePath(row.path.slice(0, path.length), path),
  );
}
