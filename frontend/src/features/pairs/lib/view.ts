import { upToADay } from '@/lib/intervals';
import { flag, list, number, oneOf, type StateOf, text } from '@/lib/url-state';
import { hedgeMethods } from '@/types/limits';

export const pairIntervals = upToADay;
export const spans = ['120', '500', '2000', 'all'] as const;

/** What the address of the pairs screen says. */
export const pairsView = {
  /** Empty: the screen chooses a pair that has bars. */
  y: text(''),
  x: text(''),
  interval: oneOf(pairIntervals, '1m'),
  window: number(60),
  method: oneOf(hedgeMethods, 'rolling_ols'),
  log: flag(true),
  intercept: flag(true),
  threshold: number(2),
  /** How many of the newest bars are drawn. */
  show: oneOf(spans, '500'),
  exit: number(0.5),
  stop: number(0),
  cost: number(0.1),
  universe: list([]),
  fdr: number(10),
  scanned: oneOf(pairIntervals, '1d'),
  /** The scan that is shown, by its job. */
  scan: text(''),
};

export type PairsView = StateOf<typeof pairsView>;
export type PairsChange = (patch: Partial<PairsView>) => void;

export type PairQuery = {
  y: string;
  x: string;
  interval: PairsView['interval'];
  window: number;
  method: PairsView['method'];
  log: boolean;
  intercept: boolean;
  threshold: number;
};

/** The part of the view that the analytics depend on. */
export const queryOf = (view: PairsView): PairQuery => ({
  y: view.y,
  x: view.x,
  interval: view.interval,
  window: view.window,
  method: view.method,
  log: view.log,
  intercept: view.intercept,
  threshold: view.threshold,
});

const live: ReadonlySet<string> = new Set(['1s', '1m', '5m', '15m', '1h']);

/** Only these intervals are followed bar by bar. */
export const topicOf = ({ y, x, interval }: Pick<PairQuery, 'y' | 'x' | 'interval'>) =>
  live.has(interval) && y !== x ? `pairs:${y}:${x}:${interval}` : null;
