import { fireEvent, render, screen, within } from '@testing-library/react';
import { MemoryRouter, useLocation } from 'react-router';
import { expect, it, vi } from 'vitest';
import { useListState } from '@/shared/lib/useListState';
import { DataTable } from './DataTable';

interface Row {
  id: string;
  name: string;
  n: number;
}

const page = (total: number) => ({
  items: total ? [{ id: '1', name: '甲', n: 3 } satisfies Row] : [],
  total,
  page: 1,
  size: 20,
});

function Sample({ total, failed }: { total?: number; failed?: boolean }) {
  const list = useListState({ filters: ['status'], sort: '-n' });
  const { search } = useLocation();
  return (
    <>
      <code>{decodeURIComponent(search)}</code>
      <DataTable<Row, 'status'>
        result={{
          data: total === undefined ? undefined : page(total),
          error: failed ? new TypeError('x') : null,
          isPlaceholderData: false,
          refetch: vi.fn(),
        }}
        list={list}
        rowKey="id"
        empty={{ title: '还没有成果' }}
        columns={[
          { title: '名称', dataIndex: 'name' },
          { title: '数量', dataIndex: 'n', sortKey: 'n', render: (n: number) => `${n} 件` },
        ]}
      />
    </>
  );
}

const show = (element: React.JSX.Element, address = '/x') =>
  render(<MemoryRouter initialEntries={[address]}>{element}</MemoryRouter>);

it('shows cells, total and the sort in the address', () => {
  show(<Sample total={45} />);
  const table = screen.getByRole('table');
  expect(within(table).getByText('3 件')).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('共 45 条');
  const head = screen.getByRole('columnheader', { name: /数量/ });
  expect(head.getAttribute('aria-sort')).toBe('descending');
  fireEvent.click(within(head).getByRole('button'));
  expect(document.querySelector('code')?.textContent).toBe('?sort=n');
  fireEvent.click(within(head).getByRole('button'));
  expect(document.querySelector('code')?.textContent).toBe('');
  fireEvent.click(screen.getByRole('button', { name: '第 2 页' }));
  expect(document.querySelector('code')?.textContent).toBe('?page=2');
});

it('tells nothing at all from nothing that matches', () => {
  const { unmount } = show(<Sample total={0} />);
  expect(screen.getByText('还没有成果')).toBeTruthy();
  unmount();
  show(<Sample total={0} />, '/x?status=open');
  fireEvent.click(screen.getByRole('button', { name: '清空条件' }));
  expect(screen.getByText('还没有成果')).toBeTruthy();
});

it('offers a retry when nothing could be read', () => {
  show(<Sample failed />);
  expect(screen.getByRole('button', { name: '重试' })).toBeTruthy();
});
