/** The colours of charts: the tokens of theme/tokens.css, read again whenever the theme changes. */
import { useSyncExternalStore } from 'react';

const names = {
  surface: '--sl-surface',
  raised: '--sl-raised',
  line: '--sl-line',
  grid: '--sl-grid',
  text: '--sl-text',
  dim: '--sl-dim',
  accent: '--sl-accent',
  up: '--sl-up',
  down: '--sl-down',
  upSoft: '--sl-up-soft',
  downSoft: '--sl-down-soft',
  volumeUp: '--sl-volume-up',
  volumeDown: '--sl-volume-down',
  mark: '--sl-mark',
  onMark: '--sl-on-mark',
  band50: '--sl-band-50',
  band90: '--sl-band-90',
  c1: '--sl-c1',
  c2: '--sl-c2',
  c3: '--sl-c3',
  c4: '--sl-c4',
  c5: '--sl-c5',
  c6: '--sl-c6',
} as const;

export type ChartTheme = Record<keyof typeof names, string> & { font: string };

export const CHART_FONT = "'Inter Variable', system-ui, sans-serif";

const keys = Object.keys(names) as (keyof typeof names)[];

function read(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(
    keys.map((key) => [key, style.getPropertyValue(names[key]).trim() || '#888888']),
  ) as Record<keyof typeof names, string>;
  return { ...colours, font: CHART_FONT };
}

let current: ChartTheme | null = null;

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(() => {
    current = null;
    listener();
  });
  observer.observe(document.documentElement, {
    attributeFilter: ['data-mantine-color-scheme', 'data-palette'],
  });
  return () => observer.disconnect();
}

export function chartTheme(): ChartTheme {
  current ??= read();
  return current;
}

export const useChartTheme = (): ChartTheme => useSyncExternalStore(subscribe, chartTheme);

/** Line colours in order, distinct in lightness as well as hue. */
export const seriesColours = (theme: ChartTheme): string[] => [
  theme.c1,
  theme.c2,
  theme.c3,
  theme.c4,
  theme.c5,
  theme.c6,
];
