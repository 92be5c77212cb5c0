import type { Node, Question, Tree } from './tree';

type Plain = 'clause' | 'definition';

/** One thing that differs between two trees; `where` names the node by code and name. */
export type Change =
  | { kind: 'system'; field: 'name' | 'source' | 'notes'; from: string; to: string }
  | { kind: 'added' | 'removed'; where: string; parent: string; leaves: number }
  | { kind: 'renamed'; where: string; from: string; to: string }
  | { kind: 'moved'; where: string; from: string; to: string }
  | { kind: 'ordered'; where: string; order: string }
  | { kind: 'text'; where: string; field: Plain; from: string; to: string }
  | { kind: 'anchor'; where: string; score: number; from: string; to: string }
  | { kind: 'question'; where: string; from: Question | null; to: Question | null }
  | { kind: 'questionOrder'; where: string }
  | { kind: 'evidence'; where: string; from: string; to: string }
  | { kind: 'judges'; where: string; from: string[]; to: string[] }
  | { kind: 'measured'; where: string; to: boolean }
  | { kind: 'swot'; where: string; to: string };

interface Place {
  node: Node;
  parent: Node;
}

const placesOf = (node: Node): [string, Place][] =>
  node.children.flatMap((child) => [
    [child.code, { node: child, parent: node }] as [string, Place],
    ...placesOf(child),
  ]);

export const titled = (node: Node) => `${node.code} ${node.name}`.trim();

const leavesOf = (node: Node): number =>
  node.children.reduce((sum, child) => sum + Math.max(1, leavesOf(child)), 0);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What changed from one tree to another; nodes are known by their code. */
export function difference(before: Tree, after: Tree): Change[] {
  const old = new Map(placesOf(before.root));
  const now = new Map(placesOf(after.root));
  const changes: Change[] = [];
  const list = (value: string | string[]) => (Array.isArray(value) ? value.join('；') : value);
  for (const field of ['name', 'source', 'notes'] as const)
    if (!same(before[field], after[field]))
      changes.push({ kind: 'system', field, from: list(before[field]), to: list(after[field]) });
  for (const [code, { node, parent }] of old)
    // What went with its parent is told by the parent's line.
    if (!now.has(code) && (now.has(parent.code) || parent === before.root))
      changes.push({ kind: 'removed', ...part(node, parent) });
  changes.push(...orderOf(before.root, after.root));
  for (const [code, { node, parent }] of now) {
    const known = old.get(code);
    if (!known) {
      changes.push({ kind: 'added', ...part(node, parent) });
      continue;
    }
    const where = titled(node);
    if (known.node.name !== node.name)
      changes.push({ kind: 'renamed', where, from: known.node.name, to: node.name });
    if (known.parent.code !== parent.code)
      changes.push({ kind: 'moved', where, from: titled(known.parent), to: titled(parent) });
    changes.push(...orderOf(known.node, node), ...content(known.node, node));
  }
  return changes;
}

const part = (node: Node, parent: Node) => ({
  where: titled(node),
  parent: titled(parent),
  leaves: leavesOf(node),
});

/** Whether the children that both have stand in another order. */
function orderOf(before: Node, after: Node): Change[] {
  const codes = (node: Node, other: Node) =>
    node.children
      .map((child) => child.code)
      .filter((code) => other.children.some((child) => child.code === code));
  const order = codes(after, before);
  if (same(codes(before, after), order)) return [];
  return [{ kind: 'ordered', where: titled(after), order: order.join(' → ') }];
}

function content(before: Node, after: Node): Change[] {
  const where = titled(after);
  const changes: Change[] = [];
  for (const field of ['clause', 'definition'] as const)
    if (before[field] !== after[field])
      changes.push({ kind: 'text', where, field, from: before[field], to: after[field] });
  const texts = (node: Node) => new Map(node.anchors.map((one) => [one.score, one.text]));
  const [old, now] = [texts(before), texts(after)];
  for (const score of [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b)) {
    const [from, to] = [old.get(score) ?? '', now.get(score) ?? ''];
    if (from !== to) changes.push({ kind: 'anchor', where, score, from, to });
  }
  changes.push(...questions(before, after));
  if (!same(before.evidence, after.evidence))
    changes.push({
      kind: 'evidence',
      where,
      from: before.evidence.join('、'),
      to: after.evidence.join('、'),
    });
  if (!same(before.categories, after.categories))
    changes.push({ kind: 'judges', where, from: before.categories, to: after.categories });
  if (before.data_driven !== after.data_driven)
    changes.push({ kind: 'measured', where, to: after.data_driven });
  if (before.swot !== after.swot) changes.push({ kind: 'swot', where, to: after.swot });
  return changes;
}

function questions(before: Node, after: Node): Change[] {
  const where = titled(after);
  const changes: Change[] = [];
  const codes = (node: Node, other: Node) =>
    node.questions.map((one) => one.code).filter((c) => other.questions.some((q) => q.code === c));
  for (const from of before.questions) {
    const to = after.questions.find((one) => one.code === from.code) ?? null;
    const moved =
      to && (Object.keys(from) as (keyof Question)[]).some((k) => !same(from[k], to[k]));
    if (!to || moved) changes.push({ kind: 'question', where, from, to });
  }
  for (const to of after.questions)
    if (!before.questions.some((one) => one.code === to.code))
      changes.push({ kind: 'question', where, from: null, to });
  if (!same(codes(before, after), codes(after, before)))
    changes.push({ kind: 'questionOrder', where });
  return changes;
}
