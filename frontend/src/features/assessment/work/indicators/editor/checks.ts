import type { useEditorText } from '../../../i18n/indicatorEditor';
import { DEEPEST, isLeaf, KINDS, MOST_CHILDREN, MOST_NODES, rowsOf, samePath } from './tree';
import type { Node, Path, Tree } from './tree';

type T = ReturnType<typeof useEditorText>;

/** One broken rule: the node (null: the system itself), the field, and what to do. */
export interface Fault {
  path: Path | null;
  field: string;
  words: string;
}

const CODE = /^[A-Za-z0-9]{1,20}$/;
const QUESTION_CODE = /^[a-z0-9_]{1,40}$/;
const LEAST_ANCHORS = 3;

/** Everything that the evaluation package would refuse, and what a form could not ask. */
export function check(tree: Tree, taken: readonly string[], t: T): Fault[] {
  const rows = rowsOf(tree.root);
  const faults: Fault[] = [];
  const own = (field: string, words: string) => faults.push({ path: null, field, words });
  if (!tree.name.trim()) own('name', t('needName'));
  if (!tree.version.trim()) own('version', t('needVersion'));
  else if (taken.includes(tree.version.trim())) own('version', t('versionTaken'));
  if (tree.root.children.length < 2) own('children', t('needDimensions'));
  if (tree.root.children.length > MOST_CHILDREN)
    own('children', t('tooMany', { n: MOST_CHILDREN }));
  if (rows.length > MOST_NODES) own('children', t('tooLarge', { n: MOST_NODES }));
  const codes = [tree.root.code, ...rows.map((row) => row.node.code)];
  for (const { node, path } of rows) {
    const say = (field: string, words: string) => faults.push({ path, field, words });
    if (!CODE.test(node.code)) say('code', t('codeForm'));
    else if (codes.filter((code) => code === node.code).length > 1) say('code', t('codeTwice'));
    if (!node.name.trim()) say('name', t('needName'));
    if (path.length > DEEPEST) say('children', t('tooDeep', { n: DEEPEST }));
    if (isLeaf(node, path)) leafFaults(node, say, t);
    else if (node.children.length === 0) say('children', t('needLeaves'));
    else if (node.children.length > MOST_CHILDREN)
      say('children', t('tooMany', { n: MOST_CHILDREN }));
  }
  return faults;
}

function leafFaults(leaf: Node, say: (field: string, words: string) => void, t: T): void {
  const scores = leaf.anchors.map((anchor) => anchor.score);
  if (scores.length < LEAST_ANCHORS) say('anchors', t('needAnchors'));
  else if (scores[0] !== 0 || scores[scores.length - 1] !== 100) say('anchors', t('anchorEnds'));
  if (scores.some((score, k) => k > 0 && score <= (scores[k - 1] ?? 0)))
    say('anchors', t('anchorsRise'));
  leaf.anchors.forEach((anchor, k) => {
    if (!anchor.text.trim()) say(`anchors.${k}`, t('needMeaning'));
  });
  leaf.questions.forEach((question, k) => {
    const twice = leaf.questions.filter((other) => other.code === question.code).length > 1;
    if (!QUESTION_CODE.test(question.code)) say(`questions.${k}.code`, t('questionCodeForm'));
    else if (twice) say(`questions.${k}.code`, t('questionCodeTwice'));
    if (!question.text.trim()) say(`questions.${k}.text`, t('needQuestion'));
    if (!KINDS.some((kind) => kind === question.kind)) say(`questions.${k}.kind`, t('unknownKind'));
    if (question.kind === 'choice' && question.options.filter((one) => one.trim()).length < 2)
      say(`questions.${k}.options`, t('needOptions'));
  });
}

/** The words of each field of one node. */
export const faultsAt = (faults: readonly Fault[], path: Path | null): Record<string, string> =>
  Object.fromEntries(
    faults
      .filter((fault) =>
        path === null || fault.path === null ? path === fault.path : samePath(fault.path, path),
      )
      .map((fault) => [fault.field, fault.words]),
  );
