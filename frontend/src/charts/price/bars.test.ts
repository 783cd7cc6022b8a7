import { describe, expect, it } from 'vitest';
import { type ChartBar, hasVolume, mergeBar, toChartBar, toChartBars } from './bars';

const raw = (timestamp: string, close: number) => ({
  timestamp,
  open: null,
  high: null,
  low: null,
  close,
  volume: null,
  settled: true,
});

const bar = (time: number, close: number): ChartBar =>
  ({ ...toChartBar(raw('2020-01-01T00:00:00Z', close)), time }) as ChartBar;

describe('bars', () => {
  it('of closes alone have all four prices at the close', () => {
    expect(toChartBar(raw('1970-01-01T00:01:00Z', 5))).toMatchObject({
      time: 60,
      open: 5,
      high: 5,
      low: 5,
      close: 5,
    });
  });

  it('come in order with one per time, the later row winning', () => {
    const bars = toChartBars([
      raw('2020-01-03T00:00:00Z', 3),
      raw('2020-01-01T00:00:00Z', 1),
      raw('2020-01-03T00:00:00Z', 4),
      raw('not a time', 9),
    ]);
    expect(bars.map(({ close }) => close)).toEqual([1, 4]);
  });

  it('merge live: replace the last, begin the next, leave older ones', () => {
    const bars = [bar(60, 1), bar(120, 2)];
    expect(mergeBar(bars, bar(120, 3))).toBe('replaced');
    expect(mergeBar(bars, bar(180, 4))).toBe('appended');
    expect(mergeBar(bars, bar(60, 9))).toBe('ignored');
    expect(bars.map(({ close }) => close)).toEqual([1, 3, 4]);
  });

  it('have a volume pane only when some volume is known', () => {
    expect(hasVolume([bar(60, 1)])).toBe(false);
    expect(hasVolume([{ ...bar(60, 1), volume: 10 }])).toBe(true);
  });
});
