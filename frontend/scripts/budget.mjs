// Measures what each screen downloads, gzip, and fails when it is over its budget (kB of 1,000 bytes).
// Usage: npm run build && npm run budget
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
const CHART = 'src/features/symbol/symbol-page.tsx';
const ENGINE = 'src/charts/echarts-core.ts';
const PARTS = [
  ['src/charts/echarts-heatmap.ts', /type:[`'"]heatmap/],
  ['src/charts/echarts-scatter.ts', /type:[`'"]scatter/],
  ['src/charts/echarts-legend.ts', /legend:[^`'"u]/],
];
const ANY_ROUTE_KB = 420;
const CHART_KB = 250;

function closure(entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const next of manifest[entry]?.imports ?? []) closure(next, found);
  return found;
}

const sizes = new Map();
function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(dist + file)).length / 1000);
  return sizes.get(file);
}

function filesOf(entries) {
  const files = new Set();
  for (const entry of entries) {
    const chunk = manifest[entry];
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
  }
  return files;
}

let failed = false;
const shell = closure('index.html');
const routes = Object.keys(manifest).filter((key) => key.endsWith('-page.tsx'));
for (const route of routes) {
  const entries = closure(route, new Set(shell));
  // A lazy chart engine counts for the screens that show it as soon as they open, with the parts
  // that the screen's own code names.
  const lazy = [...entries].flatMap((entry) => manifest[entry].dynamicImports ?? []);
  const drawsAtOnce = lazy.includes(ENGINE);
  if (drawsAtOnce) {
    const own = [...filesOf(entries)].map((file) => readFileSync(dist + file, 'utf8')).join();
    closure(ENGINE, entries);
    for (const [part, mark] of PARTS) if (mark.test(own)) closure(part, entries);
  }
  const total = [...filesOf(entries)].reduce((sum, file) => sum + size(file), 0);
  const limit = route === CHART ? CHART_KB : ANY_ROUTE_KB;
  const heavy = route === CHART && drawsAtOnce;
  const over = total > limit || heavy;
  failed ||= over;
  const name = route.replace('src/features/', '').replace('.tsx', '');
  const note = heavy ? ' (loads ECharts)' : '';
  console.log(
    `${over ? 'OVER' : 'ok  '} ${total.toFixed(1).padStart(6)} of ${limit} kB  ${name}${note}`,
  );
}
process.exit(failed ? 1 : 0);
