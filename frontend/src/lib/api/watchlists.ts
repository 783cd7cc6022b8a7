import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { recentSymbols } from '@/lib/recents';
import { useChosenWatchlist } from '@/lib/watchlist-choice';
import { http } from './http';
import type { Watchlist } from './market-types';
import { everyRow } from './pages';

export const watchlistsQuery = queryOptions({
  queryKey: queryKeys.watchlists,
  queryFn: ({ signal }) => everyRow<Watchlist>('/watchlists', { signal }),
  staleTime: 60_000,
});

export const useWatchlists = () => useQuery(watchlistsQuery);

/** The watchlist that was chosen on this device, else the default one, else the first. */
export const mainWatchlist = (
  lists: readonly Watchlist[],
  chosen: number | null = null,
): Watchlist | undefined =>
  lists.find((list) => list.id === chosen) ?? lists.find((list) => list.is_default) ?? lists[0];

/** Symbols that a screen begins with, or why there are none. */
export type SymbolList = {
  symbols: string[];
  isPending: boolean;
  error: unknown;
  refetch: () => void;
};

/** The symbols of the main watchlist: what the side list, the home page and defaults show. */
export function useWatchedSymbols(): SymbolList {
  const { data, isPending, error, refetch } = useWatchlists();
  const chosen = useChosenWatchlist();
  return {
    symbols: mainWatchlist(data ?? [], chosen)?.symbols ?? [],
    isPending,
    error: data ? null : error,
    refetch: () => void refetch(),
  };
}

/** The symbol a screen starts with: the one looked at last, else the first watched one. */
export function useActiveSymbol(): string {
  const { symbols } = useWatchedSymbols();
  return recentSymbols()[0] ?? symbols[0] ?? '';
}

/** Replaces a watchlist's symbols in order. The screen changes at once and is put back on error. */
export function useSaveWatchlist() {
  const client = useQueryClient();
  const key = queryKeys.watchlists;
  return useMutation({
    mutationFn: ({ id, symbols }: { id: Watchlist['id']; symbols: string[] }) =>
      http.patch<Watchlist>(`/watchlists/${id}`, { symbols }),
    onMutate: async ({ id, symbols }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<Watchlist[]>(key);
      client.setQueryData<Watchlist[]>(key, (lists) =>
        lists?.map((list) => (list.id === id ? { ...list, symbols } : list)),
      );
      return { before };
    },
    onError: (_error, _input, context) => client.setQueryData(key, context?.before),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function useCreateWatchlist() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { name: string; symbols: string[] }) =>
      http.post<Watchlist>('/watchlists', input),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.watchlists }),
  });
}
