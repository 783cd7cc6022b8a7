import type { UTCTimestamp } from 'lightweight-charts';
import { describe, expect, it } from 'vitest';
import type { ChartBar } from '@/charts/price/bars';
import { drawingOf } from './scales';

const bar = (day: string, low: number, close: number): ChartBar => ({
  time: (Date.parse(day) / 1000) as UTCTimestamp,
  open: 18,
  high: 21,
  low,
  close,
  volume: null,
  settled: true,
});
const oil = [
  bar('2020-04-17', 18, 18.27),
  bar('2020-04-20', -40.32, -37.63),
  bar('2020-04-21', 9, 10.01),
];
const stock = [bar('2020-04-17', 17, 18), bar('2020-04-20', 17, 19)];
const log = { scale: 'log', withClock: false } as const;

describe('a chart of prices below zero', () => {
  it('keeps the linear scale and names the newest such bar', () => {
    const drawn = drawingOf('WTI', oil, { ...log, compared: [] });
    expect(drawn.scale).toBe('linear');
    expect(drawn.linearOnly).toBe(
      'WTI was at −40.32 on 20 Apr 2020. Logarithms and percentages need prices above zero.',
    );
    expect(drawn.notes).toEqual([]);
  });

  it('draws no other symbol as an index of it', () => {
    const compared = [{ symbol: 'AAPL', bars: stock }];
    const drawn = drawingOf('WTI', oil, { ...log, compared });
    expect(drawn.compared).toEqual([]);
    expect(drawn.notes).toEqual([
      'AAPL: not drawn. WTI was at −40.32 on 20 Apr 2020, and a price below zero has no index.',
    ]);
  });

  it('counts a price of zero, and a low alone', () => {
    const zero = [bar('2024-01-02', 0, 1)];
    expect(drawingOf('Z', zero, { ...log, compared: [] }).linearOnly).toContain('Z was at 0.00');
  });
});

describe('a chart of prices above zero', () => {
  it('leaves out a compared symbol that was below zero, and says so', () => {
    const compared = [
      { symbol: 'WTI', bars: oil },
      { symbol: 'MSFT', bars: stock },
    ];
    const drawn = drawingOf('AAPL', stock, { ...log, compared });
    expect(drawn.compared.map(({ symbol }) => symbol)).toEqual(['MSFT']);
    expect(drawn.notes).toHaveLength(1);
    expect(drawn.notes[0]).toMatch(/^WTI is not drawn\. WTI was at −40\.32/);
  });

  it('draws what was asked for', () => {
    const compared = [{ symbol: 'MSFT', bars: stock }];
    const drawn = drawingOf('AAPL', stock, { ...log, compared });
    expect(drawn).toEqual({ scale: 'log', compared, linearOnly: null, notes: [] });
    expect(drawn.compared).toBe(compared);
  });
});
