import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { readRouteTable, urlPattern } from './route-table.ts';

type Chunk = Rolldown.OutputChunk & { viteMetadata?: { importedCss: Set<string> } };

const SHELL = { public: 'src/app/public/PublicShell.tsx', work: 'src/app/work/WorkShell.tsx' };
const LOADER = `(function(m){var p=location.pathname,h=document.head;for(var i=0;i<m.length;i++)if(new RegExp(m[i][0]).test(p)){m[i][1].forEach(function(f){var l=document.createElement('link');l.rel='modulepreload';l.crossOrigin='';l.href='/'+f;h.appendChild(l)});m[i][2].forEach(function(f){var l=document.createElement('link');l.rel='stylesheet';l.href='/'+f;h.appendChild(l)});break}})`;

const parameters = (url: string) => url.split(':').length;

/**
 * Appends a map "address → chunks" to boot.js and gives that file a hashed name, so that the chunks
 * of a lazy route are asked for together with the entry and no inline script is needed.
 */
export function routePreload(): Plugin {
  let root = '.';
  let boot = { name: '', text: '' };
  return {
    name: 'route-preload',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((item) => item.type === 'chunk') as Chunk[];
        const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
        const collect = (file: string, seen: Set<string>) => {
          if (seen.has(file)) return seen;
          seen.add(file);
          byName.get(file)?.imports.forEach((next) => collect(next, seen));
          return seen;
        };
        const entry = chunks.find((chunk) => chunk.isEntry);
        const base = entry ? collect(entry.fileName, new Set()) : new Set<string>();
        // The first match counts: /outcomes/new goes before /outcomes/:id.
        const routes = readRouteTable(root).sort((a, b) => parameters(a.url) - parameters(b.url));
        const map = routes.map((route) => {
          const seen = new Set<string>();
          for (const module of [SHELL[route.shell], route.module]) {
            const chunk = chunks.find((item) => item.facadeModuleId?.endsWith(`/${module}`));
            if (!chunk && module === route.module) throw new Error(`no chunk for ${module}`);
            if (chunk) collect(chunk.fileName, seen);
          }
          const js = [...seen].filter((file) => !base.has(file));
          const css = js.flatMap((file) => [
            ...(byName.get(file)?.viteMetadata?.importedCss ?? []),
          ]);
          return [urlPattern(route.url), js, css];
        });
        const theme = readFileSync(path.join(root, 'public/boot.js'), 'utf8');
        const text = `${theme}\n${LOADER}(${JSON.stringify(map)});\n`;
        const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
        boot = { name: `assets/boot-${hash}.js`, text };
        return html.replace('src="/boot.js"', `src="/${boot.name}"`);
      },
    },
    writeBundle(options) {
      if (boot.name) writeFileSync(path.join(options.dir ?? 'dist', boot.name), boot.text);
    },
  };
}
