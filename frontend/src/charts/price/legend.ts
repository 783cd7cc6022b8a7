/** What the legend above the chart says; passed to React by a small store, not by chart state. */
import type { ChartBar } from './bars';
import type { FanPoint } from './fan-series';

export type LegendValue = {
  name: string;
  text: string;
  colour: string;
  /** The line of an indicator, as the server explains it. */
  row?: string;
};

export type Legend = {
  bar: ChartBar | null;
  /** Close of the bar before, for the change. */
  previousClose: number | null;
  /** Set while the crosshair rests on a forecast step. */
  forecast: (FanPoint & { time: number }) | null;
  values: LegendValue[];
  /** Since when indicators count: the time of the first bar that is loaded. */
  since: number | null;
  /** A split or dividend of the bar's day, in words. */
  event: string | null;
  /** Whether the crosshair rests on a bar; else the newest bar is shown. */
  resting: boolean;
};

const nothing: Legend = {
  bar: null,
  previousClose: null,
  forecast: null,
  values: [],
  since: null,
  event: null,
  resting: false,
};

export class LegendStore {
  private current: Legend = nothing;
  private readonly listeners = new Set<() => void>();

  get = (): Legend => this.current;

  set(legend: Legend): void {
    this.current = legend;
    for (const listener of this.listeners) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Place of the bar at a time, or -1; the bars are in order of time. */
export function barIndex(bars: readonly ChartBar[], time: number): number {
  let low = 0;
  let high = bars.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = bars[middle]?.time ?? 0;
    if (found === time) return middle;
    if (found < time) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
