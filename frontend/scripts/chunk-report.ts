import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** Writes dist/.vite/chunks.json: file → packages inside it, for the size check. */
export function chunkReport(): Plugin {
  return {
    name: 'chunk-report',
    apply: 'build',
    writeBundle(options, bundle) {
      const report: Record<string, string[]> = {};
      for (const item of Object.values(bundle)) {
        if (item.type !== 'chunk') continue;
        const packages = Object.keys(item.modules).flatMap((id) => {
          const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
          return name ? [name] : [];
        });
        report[item.fileName] = [...new Set(packages)].sort();
      }
      const folder = path.join(options.dir ?? 'dist', '.vite');
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'chunks.json'), JSON.stringify(report, null, 1));
    },
  };
}
