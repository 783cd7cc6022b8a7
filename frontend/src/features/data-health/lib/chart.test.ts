import { describe, expect, it } from 'vitest';
import type { FindingLook } from '../api/finding';
import { barsOption, markedRows } from './chart';

const bar = (day: number, meant = false): FindingLook['bars'][number] => ({
  timestamp: `2020-01-0${day}T00:00:00Z`,
  open: null,
  high: null,
  low: null,
  close: day,
  volume: null,
  settled: true,
  meant,
});

describe('marks of a finding', () => {
  it('are on the bars that are meant', () => {
    const bars = [bar(1), bar(2, true), bar(3)];
    expect(markedRows({ bars, start: '2020-01-02T00:00:00Z' })).toEqual([1]);
  });

  it('are beside bars that are missing', () => {
    const bars = [bar(1), bar(2), bar(6), bar(7)];
    expect(markedRows({ bars, start: '2020-01-03T00:00:00Z' })).toEqual([1, 2]);
  });

  it('are on the last bar of a series that stopped', () => {
    const bars = [bar(1), bar(2)];
    expect(markedRows({ bars, start: '2020-01-05T00:00:00Z' })).toEqual([1]);
  });

  it('are drawn whether the axis names their date or not', () => {
    const bars = [bar(1), bar(2, true), bar(3)];
    const look = { bars, start: '2020-01-02T00:00:00Z', check: 'jump', interval: '1d' };
    const theme = new Proxy({}, { get: () => '#000' }) as never;
    const { series } = barsOption(look as FindingLook, theme) as {
      series: { name: string; data: unknown[]; showAllSymbol?: boolean }[];
    };
    expect(series.find(({ name }) => name === 'Meant')).toMatchObject({
      data: [null, 2, null],
      showAllSymbol: true,
    });
  });
});
