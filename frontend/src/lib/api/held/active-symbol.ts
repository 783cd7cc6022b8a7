import { recentSymbols } from '@/lib/recents';
import { useInstruments } from '../instruments';
import { useWatchedSymbols } from '../watchlists';
import { hasBars, type Interval } from './held';

/**
 * The symbol that a screen of bars starts with: of those looked at last and then the watched ones
 * the first that has such bars; the first of all where none has, whose lack the screen then says.
 */
export function useSymbolWith(intervals: readonly Interval[]): string {
  const { symbols } = useWatchedSymbols();
  const { data } = useInstruments();
  const wished = [...recentSymbols(), ...symbols];
  const able = new Set(
    (data ?? []).filter((one) => hasBars(one, intervals)).map(({ symbol }) => symbol),
  );
  return wished.find((symbol) => able.has(symbol)) ?? wished[0] ?? '';
}
