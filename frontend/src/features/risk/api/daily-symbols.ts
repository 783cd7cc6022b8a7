import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import { useWatchedSymbols } from '@/lib/api/watchlists';

const MOST = 20;

/** The watched symbols that have daily history: what correlation and joint risk are about. */
export function useDailySymbols(): { symbols: string[]; isPending: boolean } {
  const watched = useWatchedSymbols();
  const instruments = useInstruments();
  const symbols = useMemo(() => {
    const daily = new Set(
      (instruments.data ?? [])
        .filter((instrument) => instrument.last_bar && !instrument.simulated)
        .map((instrument) => instrument.symbol),
    );
    return watched.symbols.filter((symbol) => daily.has(symbol)).slice(0, MOST);
  }, [watched.symbols, instruments.data]);
  return { symbols, isPending: watched.isPending || instruments.isPending };
}
