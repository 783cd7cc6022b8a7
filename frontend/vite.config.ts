import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env.SIGHTLINE_BACKEND ?? 'http://127.0.0.1:8000';
const proxied = ['/api', '/_allauth', '/health', '/metrics', '/admin'];

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  server: {
    proxy: {
      ...Object.fromEntries(proxied.map((prefix) => [prefix, { target: backend }])),
      '/ws': { target: backend, ws: true },
    },
  },
  build: {
    target: 'es2022',
    // The manifest lets `npm run budget` follow each route's imports; it is also how a server finds them.
    manifest: true,
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
});
