import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import { useWatchedSymbols } from '@/lib/api/watchlists';
import { suggestAssets } from '../lib/suggest';

/** What an empty form proposes, from the watched symbols' own history. */
export function useSuggestedSymbols(): { symbols: string[]; isPending: boolean } {
  const watched = useWatchedSymbols();
  const instruments = useInstruments();
  const symbols = useMemo(
    () => suggestAssets(watched.symbols, instruments.data ?? []),
    [watched.symbols, instruments.data],
  );
  return { symbols, isPending: watched.isPending || instruments.isPending };
}
