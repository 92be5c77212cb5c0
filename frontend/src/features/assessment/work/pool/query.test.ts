import { describe, expect, it } from 'vitest';
import { NONE, poolQuery, toggled } from './query';

describe('the pool', () => {
  it('asks for a class, for what has none, or for all', () => {
    const rest = { status: '', q: '' };
    expect(poolQuery({ pool: 'priority', ...rest })).toEqual({ pool_class: 'priority' });
    expect(poolQuery({ pool: NONE, ...rest })).toEqual({ unclassed: true });
    expect(poolQuery({ pool: '', ...rest })).toEqual({});
  });

  it('names organisation, status and words', () => {
    expect(poolQuery({ org: 'o1', pool: '', status: 'published', q: '软肝' })).toEqual({
      org_id: 'o1',
      status: 'published',
      q: '软肝',
    });
  });

  it('selects nothing twice', () => {
    expect(toggled(['a'], ['a', 'b'], true)).toEqual(['a', 'b']);
    expect(toggled(['a', 'b', 'c'], ['a', 'b'], false)).toEqual(['c']);
  });
});
