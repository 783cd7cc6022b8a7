import { describe, expect, it } from 'vitest';
import { isIndexed, numbersOf, pairOption, panes, rebased, rowsOf, tooltipText } from './chart';

const series = {
  timestamp: ['2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', '2026-01-01T00:02:00Z'],
  price_y: [50, 55, 60],
  price_x: [10, 10, 5],
  spread: [null, 0.1, 0.2],
  z_score: [null, null, 1.5],
  correlation: [null, 0.5, 0.6],
  beta: [null, 1, 1],
};

describe('rows of a pair', () => {
  it('rebases prices to 100 at the first shown bar', () => {
    expect(rebased([50, 55])).toEqual([100, 110.00000000000001]);
    expect(rebased([])).toEqual([]);
    expect(rowsOf(series, 'all').map(({ x }) => x)).toEqual([100, 100, 50]);
  });

  it('shows the newest bars only, and rebases again', () => {
    const rows = rowsOf(series, '2');
    expect(rows.map(({ y }) => y)).toEqual([100, (60 / 55) * 100]);
    expect(rows[0]?.spread).toBe(0.1);
  });

  it('keeps gaps as gaps in the table', () => {
    const numbers = numbersOf(rowsOf(series, 'all'), 'A', 'B');
    expect(numbers.columns[1]).toBe('A (first = 100)');
    expect(numbers.rows[0]).toEqual(['2026-01-01T00:00:00Z', 100, 100, null, null, null]);
  });
});

describe('the figure', () => {
  const theme = new Proxy({}, { get: () => '#000' }) as never;
  const rows = rowsOf(series, 'all');
  const option = pairOption(rows, { y: 'A', x: 'B', threshold: 2, interval: '1m' }, theme);

  it('links four panes by one pointer', () => {
    expect(option.grid).toHaveLength(4);
    expect(option.xAxis).toHaveLength(4);
    expect(option.axisPointer).toMatchObject({ link: [{ xAxisIndex: 'all' }] });
    expect(panes.every((pane, at) => at === 0 || pane.top > (panes[at - 1]?.top ?? 0))).toBe(true);
  });

  it('draws both thresholds and the mean in the pane of the z-score', () => {
    const levels = (option.series as { name: string; xAxisIndex: number; data: unknown[][] }[])
      .filter(({ name }) => name === 'Threshold' || name === 'Mean')
      .map(({ xAxisIndex, data }) => [xAxisIndex, data[0]?.[1]]);
    expect(levels).toEqual([
      [2, 2],
      [2, 0],
      [2, -2],
    ]);
  });

  it('reads all panes under the pointer, with a dash for what is not there yet', () => {
    expect(tooltipText(rows[0], 'A', 'B', false)).toContain('z-score  –');
    expect(tooltipText(rows[2], 'A', 'B', false)).toContain('01 Jan 2026, 00:02 UTC');
    expect(tooltipText(undefined, 'A', 'B', true)).toBe('');
  });
});

describe('a pair with a price below zero', () => {
  const oil = { ...series, price_y: series.price_y.map((_, at) => (at === 1 ? -37.63 : 18)) };

  it('has its prices as they are, for there is no index of them', () => {
    expect(isIndexed(series, 'all')).toBe(true);
    expect(isIndexed(oil, 'all')).toBe(false);
    expect(isIndexed(oil, '1')).toBe(true);
    expect(rowsOf(oil, 'all').map(({ y }) => y)).toEqual(oil.price_y);
    expect(numbersOf(rowsOf(oil, 'all'), 'A', 'B', false).columns[1]).toBe('A (price)');
  });
});
