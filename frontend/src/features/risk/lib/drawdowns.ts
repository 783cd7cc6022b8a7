import type { SeriesPoint } from '../api/types';

/** One fall below a peak, from the peak to the day it recovered. */
export type Fall = {
  start: string;
  floor: string;
  end: string | null;
  depth: number;
  /** Calendar days from the peak to the end, or to the last day while it is open. */
  days: number;
};

const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

type Open = { start: string; floor: string; depth: number };

/** The falls of a drawdown series, deepest first; each begins on the last day at a peak. */
export function deepestFalls(points: readonly SeriesPoint[], most = 5): Fall[] {
  const falls: Fall[] = [];
  let open: Open | null = null;
  let peak = points[0]?.timestamp ?? '';
  for (const { timestamp, value } of points) {
    if (value === null) continue;
    if (value > 0) {
      open =
        open === null
          ? { start: peak, floor: timestamp, depth: value }
          : deeper(open, timestamp, value);
      continue;
    }
    if (open !== null) falls.push(closed(open, timestamp));
    open = null;
    peak = timestamp;
  }
  const last = points.at(-1)?.timestamp;
  if (open !== null && last !== undefined) {
    falls.push({ ...open, end: null, days: daysBetween(open.start, last) });
  }
  return falls.sort((a, b) => b.depth - a.depth).slice(0, most);
}

const deeper = (open: Open, timestamp: string, depth: number): Open =>
  depth > open.depth ? { ...open, floor: timestamp, depth } : open;

const closed = (open: Open, end: string): Fall => ({
  ...open,
  end,
  days: daysBetween(open.start, end),
});
