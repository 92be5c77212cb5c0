import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface RouteEntry {
  /** URL pattern such as /work/outcomes/:id */
  url: string;
  /** Module of the page, relative to the project root. */
  module: string;
  shell: 'public' | 'work';
}

const TABLE = /export const (publicRoutes|workRoutes)\b[\s\S]*?=\s*\[([\s\S]*?)\n\];/g;
const ROUTE = /(?:path:\s*'([^']+)'|(index):\s*true)[\s\S]*?import\('([^']+)'\)/g;

/** Reads the feature route tables as text: routes are flat lists of `path` and `import()`. */
export function readRouteTable(root: string): RouteEntry[] {
  const features = path.join(root, 'src/features');
  return readdirSync(features).flatMap((name) => {
    const file = path.join(features, name, 'routes.tsx');
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(TABLE)].flatMap(([, table, body]) => {
      const shell = table === 'workRoutes' ? ('work' as const) : ('public' as const);
      return [...(body ?? '').matchAll(ROUTE)].map(([, route, , source]) => ({
        url: [shell === 'work' ? '/work' : '', route ?? ''].filter(Boolean).join('/') || '/',
        module: `src/features/${name}/${(source ?? '').replace(/^\.\//, '')}.tsx`,
        shell,
      }));
    });
  });
}

export const urlPattern = (url: string) =>
  `^${`/${url}`
    .replace(/\/+/g, '/')
    .replace(/:[^/]+\??/g, '[^/]+')
    .replace(/(.)\/$/, '$1')}/?$`;
