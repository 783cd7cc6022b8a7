import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import { useWatchedSymbols } from '@/lib/api/watchlists';

const MOST = 8;

/** What an empty form proposes: the first watched stocks and funds with daily history. */
export function useSuggestedSymbols(): { symbols: string[]; isPending: boolean } {
  const watched = useWatchedSymbols();
  const instruments = useInstruments();
  const symbols = useMemo(() => {
    const known = new Map((instruments.data ?? []).map((one) => [one.symbol, one]));
    const last = [...known.values()]
      .map((one) => one.last_bar ?? '')
      .sort()
      .at(-1);
    // Assets whose history ends together share the most days.
    return watched.symbols
      .filter((symbol) => {
        const one = known.get(symbol);
        return (
          one !== undefined &&
          one.last_bar === last &&
          (one.asset_class === 'stock' || one.asset_class === 'etf')
        );
      })
      .slice(0, MOST);
  }, [watched.symbols, instruments.data]);
  return { symbols, isPending: watched.isPending || instruments.isPending };
}
