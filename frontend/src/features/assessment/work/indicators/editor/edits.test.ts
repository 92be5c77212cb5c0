import { expect, it } from 'vitest';
import { useEditorText } from '../../../i18n/indicatorEditor';
import { check, faultsAt } from './checks';
import { difference } from './difference';
import { startOf, step } from './draft';
import {
  addDimension,
  addLeaf,
  blankQuestion,
  freeCode,
  moveTo,
  nextVersion,
  patch,
  remove,
  shift,
  swapped,
  toNeighbour,
} from './edits';
import { asTree, homesFor, isLeaf, nodeAt, rowsOf, type Tree } from './tree';

const leaf = (code: string) => ({
  code,
  name: `叶${code}`,
  anchors: [0, 50, 100].map((score) => ({ score, text: `${score} 分` })),
});
const tree: Tree = asTree({
  id: 't',
  version: '1.0',
  name: '小树',
  root: {
    code: 'G',
    name: '目标',
    children: [
      { code: 'A', name: '甲', children: [leaf('A1'), leaf('A2'), leaf('A3')] },
      { code: 'B', name: '乙', children: [leaf('B1')] },
      { code: 'C', name: '丙', children: [leaf('C1')] },
    ],
  },
});
const codes = (one: Tree) => rowsOf(one.root).map((row) => row.node.code);
const words = (one: Tree) => check(one, ['1.0'], useEditorText.now).map((fault) => fault.words);
const next = { ...tree, version: '1.1' };

it('reads a file with every field filled and leaves nothing shared with the file', () => {
  expect(nodeAt(tree.root, [0, 1])).toMatchObject({ code: 'A2', swot: 'internal', questions: [] });
  expect(nodeAt(tree.root, [7])).toBeUndefined();
  expect(isLeaf(tree.root, [])).toBe(false);
});

it('adds leaves and dimensions under free codes, with five empty anchors', () => {
  const made = addLeaf(tree, [0]);
  expect(made.at).toEqual([0, 3]);
  const added = nodeAt(made.tree.root, made.at);
  expect(added?.code).toBe('A4');
  expect(added?.anchors.map((anchor) => anchor.score)).toEqual([0, 25, 50, 75, 100]);
  const wider = addDimension(made.tree);
  expect(wider.at).toEqual([3]);
  expect(nodeAt(wider.tree.root, [3])?.code).toBe('D');
  expect(freeCode(remove(tree, [0, 1]).tree, [0])).toBe('A2');
  expect(codes(tree)).toHaveLength(8);
});

it('moves up and down among siblings and stays at the ends', () => {
  const up = shift(tree, [0, 2], -1);
  expect(up.at).toEqual([0, 1]);
  expect(codes(up.tree).slice(0, 4)).toEqual(['A', 'A1', 'A3', 'A2']);
  expect(shift(tree, [0, 0], -1).tree).toBe(tree);
  expect(shift(tree, [2], 1).tree).toBe(tree);
  const whole = shift(tree, [1], -1);
  expect(whole.tree.root.children.map((node) => node.code)).toEqual(['B', 'A', 'C']);
});

it('moves a leaf to another dimension; what is in hand afterwards is the moved leaf', () => {
  const moved = moveTo(tree, [0, 1], [2]);
  expect(moved.at).toEqual([2, 1]);
  expect(nodeAt(moved.tree.root, moved.at)?.code).toBe('A2');
  expect(codes(moved.tree)).toEqual(['A', 'A1', 'A3', 'B', 'B1', 'C', 'C1', 'A2']);
  expect(toNeighbour(tree, [1, 0], 1).at).toEqual([2, 1]);
  expect(toNeighbour(tree, [0, 0], -1).tree).toBe(tree);
  expect(homesFor(tree.root, [0, 1]).map((row) => row.node.code)).toEqual(['B', 'C']);
  expect(homesFor(tree.root, [0])).toEqual([]);
});

it('moves into a group that stands behind the moved node in the same parent', () => {
  const deep = patch(tree, [0, 2], { children: [nodeAt(tree.root, [1, 0])!], anchors: [] });
  const moved = moveTo(deep, [0, 0], [0, 2]);
  expect(moved.at).toEqual([0, 1, 1]);
  expect(nodeAt(moved.tree.root, moved.at)?.code).toBe('A1');
  // a group of leaves has no room inside another group
  expect(homesFor(deep.root, [0, 2]).map((row) => row.node.code)).toEqual(['B', 'C']);
});

it('removes a node and goes to its neighbour, or to the parent that is left empty', () => {
  expect(remove(tree, [0, 2]).at).toEqual([0, 1]);
  const empty = remove(tree, [1, 0]);
  expect(empty.at).toEqual([1]);
  expect(isLeaf(nodeAt(empty.tree.root, [1])!, [1])).toBe(false);
  expect(words({ ...empty.tree, version: '1.1' })).toEqual([useEditorText.now('needLeaves')]);
});

it('undoes step by step, one step for a word typed in one field, and does it again', () => {
  let draft = startOf(tree);
  for (const name of ['临', '临床'])
    draft = step(draft, {
      kind: 'edit',
      mark: 'name@0',
      edit: { tree: patch(draft.now.tree, [0], { name }), at: [0] },
    });
  draft = step(draft, { kind: 'edit', edit: remove(draft.now.tree, [2]) });
  expect(draft.past).toHaveLength(2);
  draft = step(draft, { kind: 'undo' });
  expect(codes(draft.now.tree)).toContain('C1');
  draft = step(step(draft, { kind: 'undo' }), { kind: 'undo' });
  expect(draft.now.tree).toBe(tree);
  draft = step(draft, { kind: 'redo' });
  expect(nodeAt(draft.now.tree.root, [0])?.name).toBe('临床');
  const other = step(draft, { kind: 'edit', edit: remove(draft.now.tree, [1]) });
  expect(other.future).toEqual([]);
});

it('names every rule of the package at its field', () => {
  expect(words(next)).toEqual([]);
  expect(words(tree)).toEqual([useEditorText.now('versionTaken')]);
  const bad = patch(next, [0, 0], {
    code: 'A-1',
    name: ' ',
    anchors: [
      { score: 10, text: '' },
      { score: 5, text: '五' },
      { score: 100, text: '百' },
    ],
    questions: [
      { ...blankQuestion([]), code: 'Q', kind: 'choice', options: ['一'] },
      { ...blankQuestion([]), code: 'q1', text: '问' },
      { ...blankQuestion([]), code: 'q1', text: '问' },
    ],
  });
  const found = check(bad, [], useEditorText.now);
  expect(Object.keys(faultsAt(found, [0, 0])).sort()).toEqual([
    'anchors',
    'anchors.0',
    'code',
    'name',
    'questions.0.code',
    'questions.0.options',
    'questions.0.text',
    'questions.1.code',
    'questions.2.code',
  ]);
  expect(faultsAt(found, [0, 1])).toEqual({});
  const twice = patch(next, [0, 1], { code: 'A1' });
  expect(words(twice)).toEqual([useEditorText.now('codeTwice'), useEditorText.now('codeTwice')]);
  const few = patch(next, [0, 0], { anchors: nodeAt(tree.root, [0, 0])!.anchors.slice(1) });
  expect(words(few)).toEqual([useEditorText.now('needAnchors')]);
  const one = remove(remove(next, [2]).tree, [1]).tree;
  expect(words(one)).toEqual([useEditorText.now('needDimensions')]);
});

it('tells what changed: added, removed, renamed, moved, order, texts, questions', () => {
  expect(difference(tree, next)).toEqual([]);
  let now = patch(tree, [0, 0], { name: '新名', definition: '新义', swot: 'external' });
  now = moveTo(now, [0, 1], [2]).tree;
  now = remove(now, [1]).tree;
  now = addLeaf(now, [0]).tree;
  now = patch(now, [0, 1], { questions: [blankQuestion([])], categories: ['clinical'] });
  now = patch(now, [0, 1], {
    anchors: [{ score: 0, text: '无' }, ...nodeAt(now.root, [0, 1])!.anchors.slice(1)],
  });
  const kinds = difference(tree, now).map((change) =>
    'where' in change ? `${change.kind} ${change.where.split(' ')[0]}` : change.kind,
  );
  // B1 went with B and is told by its line
  expect(kinds).toEqual([
    'removed B',
    'renamed A1',
    'text A1',
    'swot A1',
    'anchor A3',
    'question A3',
    'judges A3',
    'added A4',
    'moved A2',
  ]);
  const order = difference(tree, shift(tree, [0, 0], 1).tree);
  expect(order).toEqual([{ kind: 'ordered', where: 'A 甲', order: 'A2 → A1 → A3' }]);
});

it('proposes the next free version and moves questions', () => {
  expect(nextVersion('1.0', ['1.0', '1.1'])).toBe('1.2');
  expect(nextVersion('2026版', [])).toBe('2026版.1');
  expect(swapped([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(swapped([1, 2], 1, 1)).toEqual([1, 2]);
  expect(blankQuestion([{ ...blankQuestion([]), code: 'q2' }]).code).toBe('q3');
});
