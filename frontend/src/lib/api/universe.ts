/** What this installation knows and keeps up to date: search at providers, add, refresh, remove. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Schema } from '@/types/schema';
import { compute, http } from './http';
import type { InstrumentDetail } from './market-types';
import { everyRow } from './pages';

export type Match = Schema<'Match'>;
export type RemoteSearch = Schema<'Search'>;
export type Added = Schema<'InstrumentAdded'>;
export type FeedHealth = Schema<'FeedHealth'>;
export type CorporateAction = Schema<'Action'>;
export type Refreshed = Schema<'Refreshed'>;

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

/** Everything that is read from bars: it changes when bars do. */
const readFromBars = ['instruments', 'history', 'price', 'risk', 'prediction', 'actions'];

/** Says that bars of some symbols have changed: what is shown of them is asked for again. */
export function useBarsChanged() {
  const client = useQueryClient();
  return (symbols: readonly string[]) => {
    for (const key of readFromBars) void client.invalidateQueries({ queryKey: [key] });
    for (const symbol of symbols)
      void client.invalidateQueries({ queryKey: queryKeys.instrument(symbol) });
    void client.invalidateQueries({ queryKey: queryKeys.feedHealth });
  };
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

/** The job that it starts is shown at once: one that fails soon is never among the open ones. */
export function useRefreshInstrument(symbol: string) {
  const client = useQueryClient();
  const key = queryKeys.instrument(symbol);
  return useMutation({
    mutationFn: () =>
      compute<Refreshed>('POST', `/instruments/${encodeURIComponent(symbol)}/refresh`, { wait: 0 }),
    onSuccess: (answer) => {
      if (!answer.ready)
        client.setQueryData<InstrumentDetail>(
          key,
          (held) => held && { ...held, job_id: answer.job.id },
        );
      return client.invalidateQueries({ queryKey: key });
    },
  });
}

export function useRemoveInstrument(symbol: string) {
  const changed = useBarsChanged();
  return useMutation({
    mutationFn: () => http.delete(`/instruments/${encodeURIComponent(symbol)}`),
    onSuccess: () => changed([symbol]),
  });
}

export function actionsQuery(symbol: string) {
  return queryOptions({
    queryKey: queryKeys.actions(symbol),
    queryFn: ({ signal }) =>
      everyRow<CorporateAction>(`/instruments/${encodeURIComponent(symbol)}/actions`, { signal }),
    staleTime: 5 * 60_000,
  });
}

export const useActions = (symbol: string) => useQuery(actionsQuery(symbol));

/** Whether the screens are up to date, for the badge. */
export const useFeedHealth = () =>
  useQuery({
    queryKey: queryKeys.feedHealth,
    queryFn: ({ signal }) => http.get<FeedHealth>('/feeds/health', { signal }),
    staleTime: 10_000,
    refetchInterval: 20_000,
  });
