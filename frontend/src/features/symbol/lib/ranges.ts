/** Ranges and intervals of the chart: what is asked for and what is seen first. */
import type { Instrument } from '@/lib/api/market-types';
import { intervals } from '@/types/limits';
import type { Schema } from '@/types/schema';

export const ranges = ['1D', '5D', '1M', '3M', '6M', 'YTD', '1Y', '5Y', 'All'] as const;
export type Range = (typeof ranges)[number];

export { intervals };
export type Interval = Schema<'Interval'>;

type Plan = {
  /** The interval that suits the range: some 50 to 400 bars. */
  interval: Interval;
  /** What is fetched: more than is seen, so that averages are complete from the first bar on. */
  fetch: string;
  choices: readonly Interval[];
};

const intraday: readonly Interval[] = ['1s', '1m', '5m', '15m', '1h'];
const daily: readonly Interval[] = ['1d', '1wk', '1mo'];

const plans: Record<Range, Plan> = {
  '1D': { interval: '1m', fetch: '1d', choices: intraday },
  '5D': { interval: '5m', fetch: '5d', choices: ['1m', '5m', '15m', '1h'] },
  '1M': { interval: '1d', fetch: '1y', choices: daily },
  '3M': { interval: '1d', fetch: '1y', choices: daily },
  '6M': { interval: '1d', fetch: '5y', choices: daily },
  YTD: { interval: '1d', fetch: '5y', choices: daily },
  '1Y': { interval: '1d', fetch: '5y', choices: daily },
  '5Y': { interval: '1wk', fetch: 'max', choices: daily },
  All: { interval: '1mo', fetch: 'max', choices: daily },
};

const months: Partial<Record<Range, number>> = { '1M': 1, '3M': 3, '6M': 6, '1Y': 12, '5Y': 60 };

export const isIntraday = (interval: Interval): boolean => intraday.includes(interval);

export const hasDaily = (instrument: Instrument): boolean => instrument.last_bar !== null;

/** Which forecast belongs to what is seen: of minutes on intraday bars, else of days. */
export function forecastFor(instrument: Instrument, interval: Interval): '1m' | '1d' {
  if (instrument.private) return '1d'; // minute forecasts follow live feeds alone
  return isIntraday(interval) || !hasDaily(instrument) ? '1m' : '1d';
}

/** Ranges that an instrument has data for. */
export function offeredRanges(instrument: Instrument): readonly Range[] {
  const live = instrument.intraday_source !== null;
  return ranges.filter((range) =>
    isIntraday(plans[range].interval) ? live : hasDaily(instrument),
  );
}

export function defaultRange(instrument: Instrument): Range {
  if (!hasDaily(instrument)) return '1D';
  // Uploaded minutes span days or weeks: half a year of days would show a few dots.
  return instrument.private && instrument.intraday_source !== null ? '5D' : '6M';
}

/** Intervals of a range; none finer than the bars that an uploaded instrument has. */
export function offeredIntervals(range: Range, finest: string | null = null): readonly Interval[] {
  const from = intervals.findIndex((interval) => interval === finest);
  const coarse = plans[range].choices.filter((one) => intervals.indexOf(one) >= from);
  return coarse.length > 0 ? coarse : intervals.filter((interval) => interval === finest);
}

/** The interval to show: the asked one when the range offers it, else the range's own. */
export function intervalFor(range: Range, asked: string, finest: string | null = null): Interval {
  const offered = offeredIntervals(range, finest);
  const own = plans[range].interval;
  return (
    offered.find((interval) => interval === asked) ??
    offered.find((interval) => interval === own) ??
    offered[0] ??
    own
  );
}

export const fetchPeriod = (range: Range): string => plans[range].fetch;

/** First moment that a fresh view shows, in epoch seconds, counted back from the last bar. */
export function visibleFrom(range: Range, lastBar: number): number {
  const last = new Date(lastBar * 1000);
  if (range === 'YTD') return Date.UTC(last.getUTCFullYear(), 0, 1) / 1000;
  const back = months[range];
  if (back === undefined) return 0;
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - back, last.getUTCDate()) / 1000;
}

const typedIntervals: Record<string, Interval> = {
  '1S': '1s',
  '1': '1m',
  '5': '5m',
  '15': '15m',
  '60': '1h',
  '1H': '1h',
  H: '1h',
  D: '1d',
  '1D': '1d',
  W: '1wk',
  '1W': '1wk',
  M: '1mo',
  '1M': '1mo',
};

/** What was typed on the chart as an interval: minutes, or a letter for longer ones. */
export const intervalFromTyping = (typed: string): Interval | null =>
  typedIntervals[typed.toUpperCase()] ?? null;

/** The range to show an interval in: the present one when it offers it, else the nearest. */
export function rangeFor(interval: Interval, present: Range): Range {
  if (plans[present].choices.includes(interval)) return present;
  if (isIntraday(interval)) return '1D';
  return '6M';
}
