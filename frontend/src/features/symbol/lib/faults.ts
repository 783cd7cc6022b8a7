/** Open findings of data health as the chart marks them. */
import type { ChartBar } from '@/charts/price/bars';
import type { Flag } from '@/charts/price/flags';
import type { Finding } from '@/lib/api/data-health';
import type { Interval } from './ranges';

/** Which series of a symbol the bars of an interval are made of; seconds are not checked. */
const checkedOf: Record<Interval, Finding['interval'] | null> = {
  '1s': null,
  '1m': '1m',
  '5m': '1m',
  '15m': '1m',
  '1h': '1m',
  '1d': '1d',
  '1wk': '1d',
  '1mo': '1d',
};

export const checkedInterval = (interval: Interval) => checkedOf[interval];

/** The bar that holds a moment, else the last one before it; null before the first. */
function barAt(bars: readonly ChartBar[], time: number): ChartBar | null {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle]?.time ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return bars[low - 1] ?? null;
}

/** One mark a finding, in order of time: on its first bar, or on the last one before a hole. */
export const faultsOf = (findings: readonly Finding[], bars: readonly ChartBar[]): Flag[] =>
  findings
    .flatMap(({ start, severity, sentence }) => {
      const bar = barAt(bars, Date.parse(start) / 1000);
      return bar
        ? [{ time: bar.time, words: sentence, suspect: severity === 'error', found: true }]
        : [];
    })
    .sort((a, b) => a.time - b.time);
