import { hasBars } from '@/lib/api/held/held';
import type { Instrument } from '@/lib/api/market-types';
import type { PairsView } from './view';

type Held = Pick<Instrument, 'symbol' | 'intervals'>;
type Pair = Pick<PairsView, 'y' | 'x' | 'interval'>;

/** The pair that moves while it is looked at, in an installation that streams its trades. */
const LIVE = { y: 'BTCUSDT', x: 'ETHUSDT' } as const;

/**
 * The pair that an address shows: the one that it names; else the live one, or two watched
 * symbols that share days; null where no two have bars.
 */
export function pairShown(
  view: PairsView,
  listed: readonly Held[],
  daily: readonly string[],
): Pair | null {
  if (view.y !== '' || view.x !== '') {
    const other = (taken: string) =>
      [...Object.values(LIVE), ...daily].find((symbol) => symbol !== taken) ?? '';
    return {
      y: view.y || other(view.x),
      x: view.x || other(view.y),
      interval: view.interval,
    };
  }
  const streams = new Set(
    listed.filter((one) => hasBars(one, [view.interval])).map(({ symbol }) => symbol),
  );
  if (Object.values(LIVE).every((symbol) => streams.has(symbol))) {
    return { ...LIVE, interval: view.interval };
  }
  const [y, x] = daily;
  return y && x ? { y, x, interval: '1d' } : null;
}
