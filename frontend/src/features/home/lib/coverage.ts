import { commonEnd } from '@/lib/api/days/common-days';
import type { Instrument } from '@/lib/api/market-types';
import type { StreamState } from '@/lib/api/stream-state';

export type DataSummary = {
  instruments: number;
  withCandles: number;
  streaming: number;
  simulatedOnly: number;
  /** Day up to which most shared instruments have real daily prices, or null when none has. */
  until: string | null;
  since: string | null;
};

/** What this installation's data amount to. */
export function summarise(instruments: readonly Instrument[]): DataSummary {
  // An upload is one person's: it says nothing about the prices that everybody shares.
  const shared = instruments.filter((one) => !one.private && !one.simulated);
  const starts = shared.flatMap(({ first_bar }) => first_bar ?? []).sort();
  return {
    instruments: instruments.length,
    withCandles: instruments.filter(({ has_ohlc, last_bar }) => has_ohlc && last_bar !== null)
      .length,
    streaming: instruments.filter(({ intraday_source }) => intraday_source !== null).length,
    simulatedOnly: instruments.filter(({ simulated }) => simulated).length,
    until: commonEnd(shared),
    since: starts[0] ?? null,
  };
}

/** What the count of streamed symbols is: they stream only while their feed is connected. */
export const streamedLabel = (
  stream: Pick<StreamState, 'running' | 'connected'> | undefined,
): string => (stream?.running && stream.connected ? 'Streaming now' : 'Symbols to stream');
