import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { renderWork } from '@/testing/work/render';
import { ActionBar } from './ActionBar';
import { ConflictDialog } from './ConflictDialog';
import { splitFaults } from './useProblemForm';

const action = (name: string, label: string, more = {}) => ({
  action: name,
  label_zh: label,
  label_en: name,
  reason_required: false,
  confirm: false,
  ...more,
});

it('performs a plain action at once', async () => {
  const perform = vi.fn(async () => undefined);
  renderWork(<ActionBar actions={[action('submit', '提交')]} onAction={perform} />);
  fireEvent.click(screen.getByRole('button', { name: '提交' }));
  await waitFor(() => expect(perform).toHaveBeenCalledWith('submit', { reason: '' }));
});

it('asks for the reason and shows the refusal of the server in the dialog', async () => {
  const perform = vi
    .fn<(action: string, facts: { reason: string }) => Promise<void>>()
    .mockRejectedValueOnce(new ApiProblem(409, { title: '状态已变' }))
    .mockResolvedValueOnce(undefined);
  renderWork(
    <ActionBar
      actions={[action('return', '退回', { reason_required: true })]}
      onAction={perform}
    />,
  );
  fireEvent.click(screen.getByRole('button', { name: '退回' }));
  const ok = () => screen.getAllByRole('button', { name: /退回$/ }).at(-1)!;
  fireEvent.click(ok());
  expect(await screen.findByText('请写明理由')).toBeTruthy();
  expect(perform).not.toHaveBeenCalled();
  fireEvent.change(screen.getByRole('textbox'), { target: { value: ' 缺伦理批件 ' } });
  fireEvent.click(ok());
  expect(await screen.findByText('状态已变')).toBeTruthy();
  fireEvent.click(ok());
  await waitFor(() => expect(perform).toHaveBeenCalledTimes(2));
  expect(perform).toHaveBeenLastCalledWith('return', { reason: '缺伦理批件' });
});

it('keeps an irreversible action locked until the word is typed', () => {
  renderWork(
    <ActionBar
      actions={[action('publish', '发布')]}
      onAction={vi.fn()}
      typed={{ publish: '发布' }}
    />,
  );
  fireEvent.click(screen.getByRole('button', { name: '发布' }));
  const ok = () => screen.getAllByRole<HTMLButtonElement>('button', { name: '发布' }).at(-1)!;
  expect(ok().disabled).toBe(true);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '发布' } });
  expect(ok().disabled).toBe(false);
});

it('merges a conflict by choice', () => {
  const merge = vi.fn();
  renderWork(
    <ConflictDialog
      base={{ title: '旧', note: '' }}
      mine={{ title: '我的', note: '加注' }}
      theirs={{ title: '他的', note: '' }}
      labels={{ title: '名称', note: '备注' }}
      onMerge={merge}
      onCancel={vi.fn()}
    />,
  );
  expect(screen.getByText('两边都改过')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '名称：我的' }));
  fireEvent.click(screen.getByRole('button', { name: '按所选合并并保存' }));
  expect(merge).toHaveBeenCalledWith({ title: '我的', note: '加注' });
});

const problem = new ApiProblem(422, {
  type: '/problems/invalid',
  title: '填写的内容有误',
  errors: [
    { pointer: '/title', detail: '请填写名称' },
    { pointer: '/ip/0/number', detail: '专利号有误' },
    { pointer: '/period/from', detail: '起始日期有误' },
    { pointer: '/headers/If-Match', detail: '缺少版本号' },
  ],
  request_id: 'r-1',
});

it('sends faults to the nearest field of an antd form and keeps the others visible', () => {
  const known = new Set(['["title"]', '["ip",0,"number"]', '["period"]']);
  const { fields, rest } = splitFaults(problem, (path) => known.has(JSON.stringify(path)));
  expect(fields).toEqual([
    { name: ['title'], errors: ['请填写名称'] },
    { name: ['ip', 0, 'number'], errors: ['专利号有误'] },
    { name: ['period'], errors: ['起始日期有误'] },
  ]);
  expect(rest?.errors).toEqual([{ pointer: '/headers/If-Match', detail: '缺少版本号' }]);
  expect(rest?.requestId).toBe('r-1');
});
