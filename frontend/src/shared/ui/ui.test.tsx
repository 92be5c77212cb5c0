import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import { FacetPanel } from './FacetPanel';
import { DescriptionGrid } from './Details';
import { ProblemAlert } from './Feedback';
import { ArcGauge } from './Gauge';
import { Pager } from './Pager';
import { WorkingDayClock } from './Progress';
import { fileFault } from './upload';

describe('Pager', () => {
  it('works by keyboard', async () => {
    const go = vi.fn();
    render(<Pager page={2} total={90} size={10} onGo={go} />);
    screen.getByRole('button', { name: '下一页' }).focus();
    await userEvent.keyboard('{Enter}');
    expect(go).toHaveBeenCalledWith(3);
    expect(screen.getByRole('button', { name: '第 2 页' }).getAttribute('aria-current')).toBe(
      'page',
    );
    expect(screen.queryByRole('button', { name: '第 5 页' })).toBeNull();
  });
});

describe('ProblemAlert', () => {
  it('shows title, detail, faults and request id, and offers a retry', () => {
    const retry = vi.fn();
    const error = new ApiProblem(409, {
      title: '材料不全',
      detail: '缺伦理批件',
      errors: [{ pointer: '/files', detail: '缺文件' }],
      request_id: 'r-9',
    });
    render(<ProblemAlert error={error} onRetry={retry} />);
    const alert = screen.getByRole('alert');
    for (const text of ['材料不全', '缺伦理批件', '缺文件', 'r-9']) {
      expect(alert.textContent).toContain(text);
    }
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(retry).toHaveBeenCalledOnce();
  });
  it('is silent without error and for cancelled requests', () => {
    const { container } = render(
      <>
        <ProblemAlert error={null} />
        <ProblemAlert error={new DOMException('x', 'AbortError')} />
      </>,
    );
    expect(container.textContent).toBe('');
  });
});

describe('unknown values', () => {
  it('read 未披露', () => {
    render(<DescriptionGrid items={[{ label: '半衰期', value: null }, null]} />);
    expect(screen.getByText('未披露')).toBeTruthy();
  });
});

describe('FacetPanel', () => {
  it('toggles by label and hides long lists behind a button', () => {
    const toggle = vi.fn();
    const options = Array.from({ length: 8 }, (_, i) => ({
      value: `v${i}`,
      label: `病种${i}`,
      count: 10 - i,
    }));
    render(
      <FacetPanel
        facets={[{ key: 'disease', label: '适应病种', options }]}
        selected={{ disease: ['v1'] }}
        onToggle={toggle}
        onClear={vi.fn()}
        total={3}
      />,
    );
    fireEvent.click(screen.getByRole('checkbox', { name: /病种0/ }));
    expect(toggle).toHaveBeenCalledWith('disease', 'v0');
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /病种1/ }).checked).toBe(true);
    expect(screen.queryByText('病种7')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '更多 2 项' }));
    expect(screen.getByText('病种7')).toBeTruthy();
  });
});

describe('small meters', () => {
  it('say what they show', () => {
    render(
      <>
        <WorkingDayClock used={7} limit={5} />
        <ArcGauge value={80} max={100} cuts={[60, 80]} band="good" label="转化率 80%，优秀" />
      </>,
    );
    expect(screen.getByText('已超期 2 个工作日')).toBeTruthy();
    const gauge = screen.getByRole('img', { name: '转化率 80%，优秀' });
    // 80.0 belongs to the upper band: only the third segment is coloured.
    expect(
      [...gauge.querySelectorAll('path')].map((p) =>
        /(^|_)on(_|$)/.test(p.getAttribute('class') ?? ''),
      ),
    ).toEqual([false, false, true]);
  });
});

describe('files', () => {
  it('are refused before a byte is sent', () => {
    const rules = { types: ['.pdf'], maxBytes: 1000 };
    expect(fileFault({ name: 'a.PDF', size: 10 }, rules)).toBeNull();
    expect(fileFault({ name: 'a.exe', size: 10 }, rules)).toBe('badType');
    expect(fileFault({ name: 'pdf', size: 10 }, rules)).toBe('badType');
    expect(fileFault({ name: 'a.pdf', size: 0 }, rules)).toBe('emptyFile');
    expect(fileFault({ name: 'a.pdf', size: 1001 }, rules)).toBe('tooLarge');
  });
});
