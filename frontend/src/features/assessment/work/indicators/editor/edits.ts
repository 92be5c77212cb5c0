import { isLeaf, nodeAt, rowsOf, samePath, SCORES } from './tree';
import type { Node, Path, Question, Tree } from './tree';

/** A changed tree and the node that is in hand afterwards. */
export interface Edit {
  tree: Tree;
  at: Path;
}

const replaced = (node: Node, path: Path, change: (node: Node) => Node): Node => {
  const [place, ...rest] = path;
  if (place === undefined) return change(node);
  return {
    ...node,
    children: node.children.map((child, k) =>
      k === place ? replaced(child, rest, change) : child,
    ),
  };
};

const within = (tree: Tree, path: Path, change: (node: Node) => Node): Tree => ({
  ...tree,
  root: replaced(tree.root, path, change),
});

/** Changes fields of one node. */
export const patch = (tree: Tree, path: Path, part: Partial<Node>): Tree =>
  within(tree, path, (node) => ({ ...node, ...part }));

const used = (tree: Tree) =>
  new Set([tree.root.code, ...rowsOf(tree.root).map((row) => row.node.code)]);

/** A code that the tree does not have: the next letter for a dimension, else parent and number. */
export function freeCode(tree: Tree, parent: Path): string {
  const taken = used(tree);
  if (parent.length === 0) {
    const letters = Array.from({ length: 26 }, (_, k) => String.fromCharCode(65 + k));
    const letter = letters.find((one) => !taken.has(one));
    if (letter) return letter;
  }
  const head = parent.length === 0 ? 'D' : (nodeAt(tree.root, parent)?.code ?? 'X');
  let n = 1;
  while (taken.has(`${head}${n}`)) n += 1;
  return `${head}${n}`;
}

export const blank = (code: string): Node => ({
  code,
  name: '',
  clause: '',
  definition: '',
  children: [],
  questions: [],
  anchors: SCORES.map((score) => ({ score, text: '' })),
  categories: [],
  data_driven: false,
  evidence: [],
  swot: 'internal',
});

/** Adds an empty leaf at the end of a dimension or group. */
export function addLeaf(tree: Tree, parent: Path): Edit {
  const place = nodeAt(tree.root, parent)?.children.length ?? 0;
  const leaf = blank(freeCode(tree, parent));
  return {
    tree: within(tree, parent, (node) => ({ ...node, children: [...node.children, leaf] })),
    at: [...parent, place],
  };
}

/** Adds a dimension; it still needs its leaves. */
export function addDimension(tree: Tree): Edit {
  const made = { ...blank(freeCode(tree, [])), anchors: [] };
  return {
    tree: within(tree, [], (root) => ({ ...root, children: [...root.children, made] })),
    at: [tree.root.children.length],
  };
}

const cut = (tree: Tree, path: Path): Tree =>
  within(tree, path.slice(0, -1), (parent) => ({
    ...parent,
    children: parent.children.filter((_, k) => k !== path[path.length - 1]),
  }));

/** Removes a node with everything below it; its neighbour or parent is then in hand. */
export function remove(tree: Tree, path: Path): Edit {
  if (path.length === 0) return { tree, at: path };
  const parent = path.slice(0, -1);
  const place = path[path.length - 1] ?? 0;
  const left = (nodeAt(tree.root, parent)?.children.length ?? 1) - 1;
  return {
    tree: cut(tree, path),
    at: left > 0 ? [...parent, Math.min(place, left - 1)] : parent,
  };
}

/** Moves a node one place up (-1) or down (1) among its siblings; at the end nothing happens. */
export function shift(tree: Tree, path: Path, by: -1 | 1): Edit {
  const parent = path.slice(0, -1);
  const place = path[path.length - 1];
  const siblings = nodeAt(tree.root, parent)?.children ?? [];
  const node = place === undefined ? undefined : siblings[place];
  if (place === undefined || !node || !siblings[place + by]) return { tree, at: path };
  const order = siblings.filter((_, k) => k !== place);
  order.splice(place + by, 0, node);
  return { tree: patch(tree, parent, { children: order }), at: [...parent, place + by] };
}

/** Moves a node to the end of another dimension or group. */
export function moveTo(tree: Tree, path: Path, home: Path): Edit {
  const node = nodeAt(tree.root, path);
  const target = nodeAt(tree.root, home);
  if (!node || !target || samePath(home, path.slice(0, -1))) return { tree, at: path };
  const put = within(tree, home, (parent) => ({ ...parent, children: [...parent.children, node] }));
  // What stands behind the moved node comes one place forward.
  const moved = home.map((place, k) =>
    k === path.length - 1 && samePath(home.slice(0, k), path.slice(0, -1)) && place > (path[k] ?? 0)
      ? place - 1
      : place,
  );
  return { tree: cut(put, path), at: [...moved, target.children.length] };
}

/** Moves a leaf to the dimension before (-1) or after (1) its own. */
export function toNeighbour(tree: Tree, path: Path, by: -1 | 1): Edit {
  const own = path[0];
  if (own === undefined || path.length < 2) return { tree, at: path };
  const place = own + by;
  const home = tree.root.children[place];
  if (!home || isLeaf(home, [place])) return { tree, at: path };
  return moveTo(tree, path, [place]);
}

/** An empty question with a code that its leaf does not have. */
export function blankQuestion(questions: Question[]): Question {
  const taken = new Set(questions.map((question) => question.code));
  let n = questions.length + 1;
  while (taken.has(`q${n}`)) n += 1;
  return { code: `q${n}`, text: '', kind: 'text', unit: '', required: true, options: [] };
}

/** The list with one entry moved by one place. */
export function swapped<T>(list: T[], place: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(place, 1);
  if (entry === undefined || place + by < 0 || place + by > next.length) return list;
  next.splice(place + by, 0, entry);
  return next;
}

/** The next version number that is free: the last figure counts up. */
export function nextVersion(version: string, taken: readonly string[]): string {
  const found = /^(.*?)(\d+)$/.exec(version);
  const head = found ? (found[1] ?? '') : `${version}.`;
  let n = found ? Number(found[2]) + 1 : 1;
  while (taken.includes(`${head}${n}`)) n += 1;
  return `${head}${n}`;
}
