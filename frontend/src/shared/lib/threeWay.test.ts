import { expect, it } from 'vitest';
import { mergeBy, threeWay } from './threeWay';

const base = { title: '旧', year: 2024, tags: ['a'], note: '' };
const mine = { title: '我的', year: 2024, tags: ['a', 'b'], note: '' };
const theirs = { title: '他的', year: 2025, tags: ['a'], note: '' };

it('presets mine only where nobody else changed the field', () => {
  const found = threeWay(base, mine, theirs);
  expect(found.map((c) => [c.field, c.clash, c.preset])).toEqual([
    ['title', true, 'theirs'],
    ['year', false, 'theirs'],
    ['tags', false, 'mine'],
  ]);
  expect(mergeBy(found, theirs, {})).toEqual({
    title: '他的',
    year: 2025,
    tags: ['a', 'b'],
    note: '',
  });
  expect(mergeBy(found, theirs, { title: 'mine', tags: 'theirs' })).toEqual({
    ...theirs,
    title: '我的',
  });
});

it('sees equal changes as agreement', () => {
  expect(threeWay(base, { ...base, year: 2030 }, { ...base, year: 2030 })).toEqual([]);
});
