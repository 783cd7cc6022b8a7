import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '@/charts/theme';
import { cellsOf, extremesOf, heatmapOption } from './heatmap';

const correlation = {
  symbols: ['KO', 'PEP', 'XOM'],
  matrix: [
    [1, 0.7, -0.1],
    [0.7, 1, null],
    [-0.1, null, 1],
  ],
  observations: 252,
};

const theme = { up: '#00a', down: '#a00', surface: '#111', text: '#eee' } as ChartTheme;

describe('cellsOf', () => {
  it('puts the first row on top and marks what is missing', () => {
    expect(cellsOf(correlation).slice(3, 6)).toEqual([
      [0, 1, 0.7],
      [1, 1, 1],
      [2, 1, '-'],
    ]);
  });
});

describe('extremesOf', () => {
  it('names the closest and the furthest pair and skips the diagonal', () => {
    expect(extremesOf(correlation)).toBe(
      'Closest: KO and PEP (0.70). Furthest apart: KO and XOM (−0.10).',
    );
  });

  it('is silent about a single asset', () => {
    expect(extremesOf({ symbols: ['KO'], matrix: [[1]], observations: 9 })).toBeNull();
  });
});

describe('heatmapOption', () => {
  it('drops the numbers when cells are too small to hold them', () => {
    const shown = (width: number) =>
      (heatmapOption(correlation, theme, width)['series'] as { label: { show: boolean } }[])[0]
        ?.label.show;
    expect(shown(600)).toBe(true);
    expect(shown(140)).toBe(false);
  });
});
