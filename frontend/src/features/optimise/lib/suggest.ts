import { sharingDays } from '@/lib/api/days/common-days';
import type { Instrument } from '@/lib/api/market-types';

const MOST = 8;
const usual = new Set(['stock', 'etf']);

/**
 * What an empty form proposes: the first watched stocks and funds that share their days, all in
 * one currency. Without two of those any watched instruments with daily history.
 */
export function suggestAssets(
  watched: readonly string[],
  instruments: readonly Instrument[],
): string[] {
  const known = new Map(instruments.map((one) => [one.symbol, one]));
  const daily = watched.flatMap((symbol) => {
    const one = known.get(symbol);
    return one?.last_bar && !one.simulated ? [one] : [];
  });
  const proposal = (list: readonly Instrument[]) => {
    const shared = sharingDays(list);
    return shared.filter(({ currency }) => currency === shared[0]?.currency);
  };
  const stocks = proposal(daily.filter(({ asset_class }) => usual.has(asset_class)));
  const chosen = stocks.length >= 2 ? stocks : proposal(daily);
  return chosen.slice(0, MOST).map(({ symbol }) => symbol);
}
