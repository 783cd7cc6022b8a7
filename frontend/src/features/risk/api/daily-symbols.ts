import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import type { Instrument } from '@/lib/api/market-types';
import { useWatchedSymbols } from '@/lib/api/watchlists';

const MOST = 20;

/** Of the watched symbols those with daily history up to the same, newest day: they share the most days. */
export function dailySymbols(
  watched: readonly string[],
  instruments: readonly Instrument[],
): string[] {
  const known = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
  const daily = watched.flatMap((symbol) => {
    const instrument = known.get(symbol);
    return instrument?.last_bar && !instrument.simulated ? [instrument] : [];
  });
  const newest = daily
    .map((instrument) => instrument.last_bar ?? '')
    .sort()
    .at(-1);
  return daily
    .filter((instrument) => instrument.last_bar === newest)
    .map((instrument) => instrument.symbol);
}

/** The watched symbols that have daily history: what correlation and joint risk are about. */
export function useDailySymbols(): { symbols: string[]; isPending: boolean } {
  const watched = useWatchedSymbols();
  const instruments = useInstruments();
  const symbols = useMemo(
    () => dailySymbols(watched.symbols, instruments.data ?? []).slice(0, MOST),
    [watched.symbols, instruments.data],
  );
  return { symbols, isPending: watched.isPending || instruments.isPending };
}
