/** What a screen says where a symbol has no data: from the state of the symbol, never from habit. */
import type { Instrument } from '@/lib/api/market-types';
import type { Interval } from './ranges';
import { isPushed } from './use-live-chart';

type Known = Pick<
  Instrument,
  'symbol' | 'last_bar' | 'simulated' | 'intraday_source' | 'intraday_simulated' | 'private'
>;

/** Why a chart is empty, and whether anything will fill it. */
export function noBarsWords(instrument: Known, interval: Interval): string {
  const { symbol, last_bar, intraday_source: source } = instrument;
  const none = `There are no ${interval} bars of ${symbol}`;
  if (isPushed(interval) && source !== null) {
    return `${none} yet. They appear once the stream delivers its trades.`;
  }
  if (instrument.private) return `${none} in the uploaded prices.`;
  if (interval === '1d' && last_bar === null) {
    return `${none}: no history was fetched yet, or no provider had one.`;
  }
  return `${none}: this symbol is not streamed, and no provider delivered them.`;
}

/** Why there is no risk of a symbol without daily history. */
export function noRiskWords({ simulated, intraday_simulated }: Known): string {
  const needs = 'Risk needs real daily history';
  return simulated || intraday_simulated
    ? `${needs}; this symbol has simulated intraday prices only.`
    : `${needs}, and none of this symbol is here.`;
}
