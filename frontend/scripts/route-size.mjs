// Size check of every route: `npm run build && npm run size`. Public routes carry no antd.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const PUBLIC_LIMIT = 150;
const WORK_LIMIT = 340;
const CSS_LIMIT = 15;
// what a part adds that is loaded after the page stands
const LATER_LIMIT = 180;

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const packages = JSON.parse(readFileSync('dist/.vite/chunks.json', 'utf8'));
const cache = new Map();
const gzip = (file) => {
  if (!cache.has(file))
    cache.set(file, gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length);
  return cache.get(file);
};
const walk = (key, seen = new Set()) => {
  // A shell that the entry imports directly has no entry of its own.
  if (seen.has(key) || !manifest[key]) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) walk(next, seen);
  return seen;
};
const total = (files) => [...files].reduce((sum, file) => sum + gzip(file), 0) / 1024;

const shells = { public: 'src/app/public/PublicShell.tsx', work: 'src/app/work/WorkShell.tsx' };
const pages = Object.keys(manifest).filter((key) =>
  /^src\/features\/[^/]+\/(public|work)\/.*\.tsx$/.test(key),
);
// the pages that routes name; other entries are parts that their page loads later
const routed = new Set(
  readdirSync('src/features').flatMap((feature) => {
    const file = `src/features/${feature}/routes.tsx`;
    if (!existsSync(file)) return [];
    const paths = readFileSync(file, 'utf8').matchAll(/import\('\.\/([^']+)'\)/g);
    return [...paths].map(([, path]) => `src/features/${feature}/${path}.tsx`);
  }),
);
const failures = [];
const row = (name, js, css) => console.log(name.padEnd(56), js.padStart(9), css.padStart(9));
row('route (gzip kB)', 'js', 'css');
for (const page of pages.sort()) {
  const kind = page.split('/')[3];
  const before = new Set([...walk('index.html'), ...walk(shells[kind])]);
  const later = kind === 'work' && !routed.has(page);
  const keys = later
    ? new Set([...walk(page)].filter((key) => !before.has(key)))
    : new Set([...before, ...walk(page)]);
  const js = new Set([...keys].map((key) => manifest[key].file));
  const css = new Set([...keys].flatMap((key) => manifest[key].css ?? []));
  const [jsSize, cssSize] = [total(js), total(css)];
  row(page.replace('src/features/', ''), jsSize.toFixed(1), cssSize.toFixed(1));
  const limit = kind === 'public' ? PUBLIC_LIMIT : later ? LATER_LIMIT : WORK_LIMIT;
  if (jsSize > limit) failures.push(`${page}: ${jsSize.toFixed(1)} kB of JS, limit ${limit}`);
  if (cssSize > CSS_LIMIT) failures.push(`${page}: ${cssSize.toFixed(1)} kB of CSS`);
  if (kind === 'public')
    for (const file of js) {
      const found = (packages[file] ?? []).filter((name) =>
        /^(antd|@ant-design|@rc-component|rc-)/.test(name),
      );
      if (found.length) failures.push(`${page}: ${file} holds ${found.slice(0, 4).join(', ')}`);
    }
}
if (failures.length) {
  console.error(`\n${failures.join('\n')}`);
  process.exit(1);
}
