import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const backend = process.env.SIGHTLINE_BACKEND ?? 'http://127.0.0.1:8000';
const proxied = ['/api', '/_allauth', '/health', '/metrics', '/admin'];

const src = new URL('./src', import.meta.url).pathname;

/** What the server writes into the page gives way to what the recorder writes into it. */
const recordedPage: Plugin = {
  name: 'recorded-page',
  transformIndexHtml: {
    order: 'pre',
    handler: (page) =>
      page
        .replace(/ *<meta name="(csp-nonce|session)".*\n/g, '')
        .replace('<title>', '<meta name="preview" content="__RECORDING__" />\n    <title>')
        .replace(/<noscript>.*<\/noscript>/, '<noscript>Sightline needs JavaScript.</noscript>'),
  },
};

// `--mode preview` puts a recording behind the screens, and is asked nowhere else: docs/adr/0025.
export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'preview' ? [recordedPage] : [])],
  // A preview may lie in any folder of a host.
  base: mode === 'preview' ? './' : '/',
  resolve: {
    alias: {
      '@backend': `${src}/backend/${mode === 'preview' ? 'preview' : 'server'}`,
      '@': src,
    },
  },
  server: {
    proxy: {
      ...Object.fromEntries(proxied.map((prefix) => [prefix, { target: backend }])),
      '/ws': { target: backend, ws: true },
    },
  },
  build: {
    target: 'es2022',
    // The manifest lets `npm run budget` follow each route's imports; it is also how a server finds them.
    manifest: mode !== 'preview',
    // Published as `dist` when it is whole: see scripts/publish.mjs.
    outDir: 'dist-next',
    assetsDir: 'assets',
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    maxWorkers: 1,
    // One document for all files: four times as fast; the set-up cleans it after each test.
    isolate: false,
    testTimeout: 20_000,
    unstubGlobals: true,
    restoreMocks: true,
  },
}));
