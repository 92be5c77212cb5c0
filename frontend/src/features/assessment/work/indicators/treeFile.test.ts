import { expect, it } from 'vitest';
import { countLeaves, readTreeFile } from './treeFile';

const leaf = (code: string) => ({ code, name: code, children: [] });
const tree = {
  id: 't',
  version: '2.0',
  name: '小树',
  root: {
    code: 'G',
    name: '目标',
    children: [{ code: 'A', name: '甲', children: [leaf('A1'), leaf('A2')] }, leaf('B')],
  },
};

it('reads name, version and size of an exported file and sends it as it is', () => {
  const body = { format: 'hepabridge-indicator-tree/1', hash: 'sha256:0', tree };
  expect(readTreeFile(JSON.stringify(body))).toEqual({
    body,
    name: '小树',
    version: '2.0',
    leaves: 3,
  });
});

it('names what is no file of this kind', () => {
  expect(readTreeFile('{')).toBe('notJson');
  expect(readTreeFile('[1]')).toBe('notTree');
  expect(readTreeFile('{"tree": {"root": {}}}')).toBe('notTree');
});

it('counts a node without children as a leaf', () => {
  expect(countLeaves(leaf('A'))).toBe(1);
  expect(countLeaves({})).toBe(1);
});
