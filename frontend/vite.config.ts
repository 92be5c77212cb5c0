import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { chunkReport } from './scripts/chunk-report.ts';
import { routePreload } from './scripts/route-preload.ts';

const vendor = (names: string) => new RegExp(`node_modules[\\\\/](?:${names})[\\\\/]`);

const antd = (name: string, priority: number, components: string) => ({
  name: `antd-${name}`,
  test: vendor(`antd[\\\\/]es[\\\\/](${components})`),
  priority,
});

export default defineConfig({
  base: '/',
  plugins: [react(), routePreload(), chunkReport()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    // Windows 7 computers in hospitals stop at Chrome 109.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    manifest: true,
    chunkSizeWarningLimit: 500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: vendor('react|react-dom|scheduler|react-router|cookie|set-cookie-parser'),
              priority: 40,
            },
            { name: 'echarts', test: vendor('echarts|zrender'), priority: 30 },
            // Fixed pieces of antd: the frame of every work page, then what only some pages need.
            // A group takes its own dependencies along, so the order of priorities matters.
            antd('core', 29, 'app|config-provider|button|modal|space|tooltip'),
            antd('input', 28, 'input'),
            antd('form', 27, 'form'),
            antd('select', 26, 'select|radio|checkbox'),
            antd('table', 25, 'table|pagination'),
            antd('date', 24, 'date-picker|time-picker'),
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8000' } },
  test: {
    testTimeout: 30_000, // a busy machine must not decide a test
    hookTimeout: 30_000,
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
  },
});
