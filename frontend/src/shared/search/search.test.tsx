import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { SnippetView } from '@/api/gen';
import { Marked, otherPiece, pieceOf } from './Marked';

const piece = (text: string, spans: [number, number][], field = 'title'): SnippetView => ({
  field,
  field_label: '标题',
  text,
  spans: spans.map(([start, end]) => ({ start, end })),
  cut_before: false,
  cut_after: false,
});

const marksOf = (view: SnippetView) => {
  const { container } = render(<Marked piece={view} text="" />);
  return {
    text: container.textContent,
    marks: Array.from(container.querySelectorAll('mark')).map((mark) => mark.textContent),
  };
};

test('marks the ranges of the server and nothing else', () => {
  const view = piece('柔肝化纤颗粒治疗肝纤维化', [
    [1, 2],
    [8, 12],
  ]);
  expect(marksOf(view)).toEqual({ text: '柔肝化纤颗粒治疗肝纤维化', marks: ['肝', '肝纤维化'] });
});

test('counts characters, not UTF-16 units: rare Chinese characters take two', () => {
  const view = piece('𠮷肝硬化', [[1, 4]]);
  expect(marksOf(view).marks).toEqual(['肝硬化']);
});

test('text from the server is never taken for HTML', () => {
  const { container } = render(<Marked piece={piece('<b>x</b>', [[0, 3]])} text="" />);
  expect(container.querySelector('b')).toBeNull();
  expect(container.textContent).toBe('<b>x</b>');
});

test('without a piece the plain text stands', () => {
  const { container } = render(<Marked piece={undefined} text="原文" />);
  expect(container.textContent).toBe('原文');
});

test('names the field that matched when title and abstract did not', () => {
  const list = [piece('题', []), piece('正文', [[0, 1]], 'body')];
  expect(pieceOf(list, 'title')?.text).toBe('题');
  expect(otherPiece(list)?.field).toBe('body');
  expect(otherPiece([piece('题', [[0, 1]])])).toBeUndefined();
});
