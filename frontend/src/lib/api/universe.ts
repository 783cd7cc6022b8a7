/** What this installation could know: search here and at providers, and add what is found. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Schema } from '@/types/schema';
import { compute, http } from './http';
import { type Refreshed, useBarsChanged } from './upkeep';

export type Match = Schema<'Match'>;
export type RemoteSearch = Schema<'Search'>;
export type Added = Schema<'InstrumentAdded'>;

/** Shorter words would find half of every exchange. */
export const SHORTEST_SEARCH = 2;

/** Instruments here and at the providers; a provider that fails is named in `tried`. */
export function useRemoteSearch(words: string) {
  const text = words.trim();
  return useQuery({
    queryKey: queryKeys.remoteSearch(text),
    queryFn: ({ signal }) =>
      http.get<RemoteSearch>('/instruments/search', { query: { q: text }, signal }),
    enabled: text.length >= SHORTEST_SEARCH,
    staleTime: 60_000,
    retry: false,
  });
}

export function useAddInstrument() {
  const changed = useBarsChanged();
  return useMutation({
    mutationFn: ({ symbol, provider }: { symbol: string; provider: string }) =>
      http.post<Added>('/instruments', { symbol, provider }),
    onSuccess: ({ instrument }) => changed([instrument.symbol]),
  });
}

export function useAddStarter() {
  const changed = useBarsChanged();
  return useMutation({
    mutationFn: () => compute<Refreshed>('POST', '/instruments/starter', { wait: 0 }),
    onSuccess: () => changed([]),
  });
}
