/** Bars as the chart draws them. */
import type { UTCTimestamp } from 'lightweight-charts';

export type ChartBar = {
  time: UTCTimestamp;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number | null;
  settled: boolean;
};

type RawBar = {
  timestamp: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  settled: boolean;
};

export const toTime = (timestamp: string): UTCTimestamp =>
  Math.floor(Date.parse(timestamp) / 1000) as UTCTimestamp;

/** A bar of the API or the socket; where only the close is known, the other prices are the close. */
export function toChartBar(raw: RawBar): ChartBar {
  const { close } = raw;
  return {
    time: toTime(raw.timestamp),
    open: raw.open ?? close,
    high: raw.high ?? close,
    low: raw.low ?? close,
    close,
    volume: raw.volume ?? null,
    settled: raw.settled,
  };
}

/** Bars in order of time, one per time: what the chart library demands. */
export function toChartBars(raw: readonly RawBar[]): ChartBar[] {
  const bars = raw.map(toChartBar).filter((bar) => Number.isFinite(bar.time));
  bars.sort((a, b) => a.time - b.time);
  return bars.filter((bar, at) => bar.time !== bars[at + 1]?.time);
}

export type Merge = 'appended' | 'replaced' | 'ignored';

/** Puts a live bar into the list, in place. Older bars than the last two are left to a reload. */
export function mergeBar(bars: ChartBar[], bar: ChartBar): Merge {
  const last = bars.at(-1);
  if (!last || bar.time > last.time) {
    bars.push(bar);
    return 'appended';
  }
  if (bar.time === last.time) {
    bars[bars.length - 1] = bar;
    return 'replaced';
  }
  return 'ignored';
}

export const hasVolume = (bars: readonly ChartBar[]): boolean =>
  bars.some((bar) => bar.volume !== null && bar.volume > 0);
