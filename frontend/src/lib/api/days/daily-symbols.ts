import { useMemo } from 'react';
import { useInstruments } from '../instruments';
import type { Instrument } from '../market-types';
import { type SymbolList, useWatchedSymbols } from '../watchlists';
import { sharingDays } from './common-days';

/** Of the watched symbols those with real daily history that share most of their days. */
export function dailySymbols(
  watched: readonly string[],
  instruments: readonly Instrument[],
): string[] {
  const known = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const daily = watched.flatMap((symbol) => {
    const instrument = known.get(symbol);
    return instrument?.last_bar && !instrument.simulated ? [instrument] : [];
  });
  return sharingDays(daily).map(({ symbol }) => symbol);
}

/** The first watched symbols with daily history: what correlation, joint risk and scans are about. */
export function useDailySymbols(most: number): SymbolList {
  const watched = useWatchedSymbols();
  const instruments = useInstruments();
  const symbols = useMemo(
    () => dailySymbols(watched.symbols, instruments.data ?? []).slice(0, most),
    [watched.symbols, instruments.data, most],
  );
  return {
    symbols,
    isPending: watched.isPending || instruments.isPending,
    error: watched.error ?? (instruments.data ? null : instruments.error),
    refetch: () => {
      watched.refetch();
      void instruments.refetch();
    },
  };
}
