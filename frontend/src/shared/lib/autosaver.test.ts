import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { Autosaver, type SaveCall, type SaveState } from './autosaver';
import { readMirror } from './mirror';

type Draft = { title: string };

function setUp(save: (value: Draft, call: SaveCall) => Promise<number>) {
  const states: SaveState['kind'][] = [];
  const saver = new Autosaver<Draft>({
    save,
    version: 3,
    mirrorKey: 'u:draft',
    onState: (state) => states.push(state.kind),
  });
  return { saver, states };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Autosaver', () => {
  it('saves once, 800 ms after the last change, with the version it read', async () => {
    const save = vi.fn(async (_value: Draft, call: SaveCall) => call.version + 1);
    const { saver, states } = setUp(save);
    saver.change({ title: 'a' });
    await vi.advanceTimersByTimeAsync(500);
    saver.change({ title: 'ab' });
    await vi.advanceTimersByTimeAsync(799);
    expect(save).not.toHaveBeenCalled();
    expect(readMirror<Draft>('u:draft')?.value).toEqual({ title: 'ab' });
    await vi.advanceTimersByTimeAsync(1);
    expect(save).toHaveBeenCalledOnce();
    expect(save.mock.calls[0]).toEqual([{ title: 'ab' }, { version: 3, keepalive: false }]);
    expect(saver.version).toBe(4);
    expect(states).toEqual(['dirty', 'dirty', 'saving', 'saved']);
    expect(readMirror('u:draft')).toBeNull();
  });

  it('sends a change made while saving afterwards, with the new version', async () => {
    let finish: (version: number) => void = () => undefined;
    const save = vi
      .fn<(value: Draft, call: SaveCall) => Promise<number>>()
      .mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)))
      .mockResolvedValueOnce(5);
    const { saver } = setUp(save);
    saver.change({ title: 'one' });
    await vi.advanceTimersByTimeAsync(800);
    saver.change({ title: 'two' });
    finish(4);
    await vi.advanceTimersByTimeAsync(800);
    expect(save.mock.calls.map(([value, call]) => [value.title, call.version])).toEqual([
      ['one', 3],
      ['two', 4],
    ]);
    expect(saver.unsaved).toBe(false);
  });

  it('stops at 412, keeps the draft here, goes on after resolve', async () => {
    const save = vi
      .fn<(value: Draft, call: SaveCall) => Promise<number>>()
      .mockRejectedValueOnce(new ApiProblem(412))
      .mockResolvedValueOnce(8);
    const { saver, states } = setUp(save);
    saver.change({ title: 'mine' });
    await vi.advanceTimersByTimeAsync(800);
    expect(states.at(-1)).toBe('conflict');
    saver.change({ title: 'mine, more' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledOnce();
    expect(readMirror<Draft>('u:draft')?.value.title).toBe('mine, more');
    await saver.resolve(7, { title: 'merged' });
    expect(save.mock.calls[1]?.[0]).toEqual({ title: 'merged' });
    expect(save.mock.calls[1]?.[1].version).toBe(7);
    expect(saver.version).toBe(8);
    expect(states.at(-1)).toBe('saved');
  });

  it('without connection keeps the draft and tries again by itself', async () => {
    const save = vi
      .fn<(value: Draft, call: SaveCall) => Promise<number>>()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValueOnce(4);
    const { saver, states } = setUp(save);
    saver.change({ title: 'x' });
    await vi.advanceTimersByTimeAsync(800);
    expect(states.at(-1)).toBe('offline');
    expect(readMirror<Draft>('u:draft')?.value.title).toBe('x');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(states.at(-1)).toBe('saved');
    expect(readMirror('u:draft')).toBeNull();
  });

  it('after a refusal waits for the person', async () => {
    const save = vi.fn(async (): Promise<number> => {
      throw new ApiProblem(422, { title: '填写的内容有误' });
    });
    const { saver, states } = setUp(save);
    saver.change({ title: '' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe('failed');
    expect(save).toHaveBeenCalledOnce();
    expect(saver.unsaved).toBe(true);
  });
});
