import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readRouteTable, urlPattern } from '../../scripts/route-table.ts';

const root = path.resolve(import.meta.dirname, '../..');

it('reads every lazy page of every route table', () => {
  const features = path.join(root, 'src/features');
  const written = readdirSync(features).flatMap((name) => {
    const file = path.join(features, name, 'routes.tsx');
    if (!existsSync(file)) return [];
    return [...readFileSync(file, 'utf8').matchAll(/import\('\.\/([^']+)'\)/g)].map(
      (match) => `src/features/${name}/${match[1]}.tsx`,
    );
  });
  const table = readRouteTable(root);
  expect(table.map((route) => route.module).sort()).toEqual(written.sort());
  for (const route of table) {
    expect(existsSync(path.join(root, route.module)), route.module).toBe(true);
    // Pages lie on the side of their shell, so that antd stays out of the public pages.
    expect(route.module.split('/')[3]).toBe(route.shell);
  }
});

it('gives each address one page', () => {
  const urls = readRouteTable(root).map((route) => route.url);
  expect(new Set(urls).size).toBe(urls.length);
});

it('turns parameters into patterns', () => {
  expect(new RegExp(urlPattern('/work/outcomes/:id')).test('/work/outcomes/abc')).toBe(true);
  expect(new RegExp(urlPattern('/work/outcomes/:id')).test('/work/outcomes')).toBe(false);
  expect(new RegExp(urlPattern('/')).test('/')).toBe(true);
  expect(new RegExp(urlPattern('/')).test('/login')).toBe(false);
  expect(new RegExp(urlPattern('login')).test('/login/')).toBe(true);
});
