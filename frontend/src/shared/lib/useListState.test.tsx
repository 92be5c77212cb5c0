import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { expect, it } from 'vitest';
import { useListState } from './useListState';

const at = (address: string) => ({
  wrapper: ({ children }: { children: ReactNode }) => (
    <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter>
  ),
});
const useSample = () => useListState({ filters: ['status', 'kind'], sort: '-created_at' });

it('reads the address and drops what is not allowed', () => {
  const { result } = renderHook(useSample, at('/x?q=肝&page=3&size=999&status=a~b'));
  expect(result.current.query).toEqual({
    q: '肝',
    page: 3,
    size: 20,
    sort: '-created_at',
    status: ['a', 'b'],
  });
});

it('goes back to the first page when a filter changes', () => {
  const { result } = renderHook(useSample, at('/x?page=3'));
  act(() => result.current.toggle('status', 'open'));
  expect(result.current.page).toBe(1);
  expect(result.current.filters.status).toEqual(['open']);
  act(() => result.current.set({ page: 2 }));
  expect(result.current.filters.status).toEqual(['open']);
  act(() => result.current.clear());
  expect(result.current.query).toEqual({ page: 1, size: 20, sort: '-created_at' });
});
