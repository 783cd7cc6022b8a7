import type { Instrument } from '@/lib/api/market-types';

export type DataSummary = {
  instruments: number;
  withCandles: number;
  streaming: number;
  simulatedOnly: number;
  /** Newest day of real daily prices, or null when there are none. */
  until: string | null;
  since: string | null;
};

/** What this installation's data amount to. */
export function summarise(instruments: readonly Instrument[]): DataSummary {
  const ends = instruments.flatMap(({ last_bar }) => last_bar ?? []).sort();
  const starts = instruments.flatMap(({ first_bar }) => first_bar ?? []).sort();
  return {
    instruments: instruments.length,
    withCandles: instruments.filter(({ has_ohlc }) => has_ohlc).length,
    streaming: instruments.filter(({ intraday_source }) => intraday_source !== null).length,
    simulatedOnly: instruments.filter(({ simulated }) => simulated).length,
    until: ends.at(-1) ?? null,
    since: starts[0] ?? null,
  };
}
