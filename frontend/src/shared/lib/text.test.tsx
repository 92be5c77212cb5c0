import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { defineText, labelOf, setLang } from './text';

const useText = defineText(
  { plain: '成果库', rows: '共 {{n}} 条，第 {{page}} 页' },
  {
    plain: 'Outcomes',
    rows: { one: '{{n}} row, page {{page}}', other: '{{n}} rows, page {{page}}' },
  },
);

afterEach(() => setLang('zh'));

function Sample({ n }: { n: number }) {
  const t = useText();
  return (
    <p>
      {t('plain')}：{t('rows', { n, page: 2 })}
    </p>
  );
}

it('fills placeholders and follows the language', () => {
  render(<Sample n={1} />);
  expect(screen.getByText('成果库：共 1 条，第 2 页')).toBeTruthy();
  act(() => setLang('en'));
  expect(screen.getByText('Outcomes：1 row, page 2')).toBeTruthy();
  expect(document.documentElement.lang).toBe('en');
});

it('chooses the English plural by n', () => {
  act(() => setLang('en'));
  expect(useText.now('rows', { n: 3, page: 1 })).toBe('3 rows, page 1');
});

it('falls back to the Chinese label', () => {
  expect(labelOf({ label_zh: '实验室', label_en: null }, 'en')).toBe('实验室');
  expect(labelOf({ label_zh: '实验室', label_en: 'Laboratory' }, 'en')).toBe('Laboratory');
});
