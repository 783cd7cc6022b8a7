import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import type { Instrument } from '@/lib/api/market-types';
import { useWatchedSymbols } from '@/lib/api/watchlists';

const MOST = 30;

/** The watched symbols with real daily history up to the same, newest day. */
export function scanUniverse(
  watched: readonly string[],
  instruments: readonly Instrument[],
): string[] {
  const known = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const daily = watched.flatMap((symbol) => {
    const instrument = known.get(symbol);
    return instrument?.last_bar && !instrument.simulated ? [instrument] : [];
  });
  const newest = daily.reduce(
    (day, { last_bar }) => (last_bar && last_bar > day ? last_bar : day),
    '',
  );
  return daily
    .filter(({ last_bar }) => last_bar === newest)
    .map(({ symbol }) => symbol)
    .slice(0, MOST);
}

export function useScanUniverse(): string[] {
  const { symbols } = useWatchedSymbols();
  const { data } = useInstruments();
  return useMemo(() => scanUniverse(symbols, data ?? []), [symbols, data]);
}
