import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from 'react';
import { SearchBox } from './SearchBox';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const later = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

describe('SearchBox', () => {
  it('fires no search for the letters of a pinyin composition', async () => {
    const search = vi.fn();
    render(<SearchBox value="" onSearch={search} placeholder="搜索" />);
    const box = screen.getByRole('searchbox');
    fireEvent.compositionStart(box);
    for (const part of ['s', 'sh', 'she', 'shex', 'shexiang']) {
      fireEvent.change(box, { target: { value: part } });
      await later(200);
    }
    fireEvent.submit(screen.getByRole('search'));
    expect(search).not.toHaveBeenCalled();
    fireEvent.change(box, { target: { value: '舌象' } });
    fireEvent.compositionEnd(box);
    await later(120);
    expect(search.mock.calls).toEqual([['舌象']]);
  });

  it('waits 120 ms after the last letter', async () => {
    const search = vi.fn();
    render(<SearchBox value="" onSearch={search} placeholder="搜索" />);
    const box = screen.getByRole('searchbox');
    fireEvent.change(box, { target: { value: '肝' } });
    await later(100);
    fireEvent.change(box, { target: { value: '肝病' } });
    await later(119);
    expect(search).not.toHaveBeenCalled();
    await later(1);
    expect(search.mock.calls).toEqual([['肝病']]);
  });

  it('searches only on Enter in the header, and takes the focus on /', async () => {
    const search = vi.fn();
    render(<SearchBox value="" onSearch={search} placeholder="搜索" onSubmitOnly slashKey />);
    const box = screen.getByRole('searchbox');
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(box);
    fireEvent.change(box, { target: { value: ' 肝癌 ' } });
    await later(1000);
    expect(search).not.toHaveBeenCalled();
    fireEvent.submit(screen.getByRole('search'));
    expect(search.mock.calls).toEqual([['肝癌']]);
  });

  it('follows the address when the person goes back', () => {
    const { rerender } = render(<SearchBox value="甲" onSearch={vi.fn()} placeholder="搜索" />);
    rerender(<SearchBox value="乙" onSearch={vi.fn()} placeholder="搜索" />);
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('乙');
  });
});
