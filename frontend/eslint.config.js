import path from 'node:path';
import a11y from 'eslint-plugin-jsx-a11y-x';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const SRC = path.join(import.meta.dirname, 'src');
const FLOORS = { shared: 0, api: 0, features: 1, app: 2 };

/** Floor, feature and side (work = antd allowed) of a path below src. */
function place(file) {
  const [floor, second, third] = path.relative(SRC, file).split(path.sep);
  const feature = floor === 'features' ? second : null;
  return { floor, feature, work: second === 'work' || (feature !== null && third === 'work') };
}

function verdict(from, target, source) {
  if (/^(antd|@ant-design|@rc-component|echarts)(\/|$)/.test(source)) {
    return from.work || source.startsWith('echarts')
      ? null
      : 'antd lives in folders named work; public pages use shared/ui.';
  }
  if (!target || !(target.floor in FLOORS) || !(from.floor in FLOORS)) return null;
  if (FLOORS[target.floor] > FLOORS[from.floor]) {
    return `${from.floor} does not import ${target.floor} (shared, api → features → app).`;
  }
  if (from.feature && target.feature && from.feature !== target.feature) {
    return 'A feature does not import another feature; move the common piece to shared.';
  }
  if (target.work && !from.work) return 'Only folders named work import work components.';
  return null;
}

const borders = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = place(context.filename);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const file = source.startsWith('@/')
        ? path.join(SRC, source.slice(2))
        : source.startsWith('.')
          ? path.resolve(path.dirname(context.filename), source)
          : null;
      const message = verdict(from, file && place(file), source);
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/gen'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': ['error', { allow: ['error', 'warn'] }],
    },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: {
      'react-hooks': hooks,
      'jsx-a11y-x': a11y,
      local: { rules: { borders } },
    },
    rules: {
      ...hooks.configs.recommended.rules,
      ...(a11y.configs?.recommended?.rules ?? {}),
      'local/borders': 'error',
    },
  },
  // Route tables load pages of both sides lazily; dynamic imports are not checked by the rule.
);
