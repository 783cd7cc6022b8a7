/** Keeping one instrument: its bars asked for again, its actions, its removal. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Schema } from '@/types/schema';
import { compute, http } from './http';
import type { InstrumentDetail } from './market-types';
import { everyRow } from './pages';

export type CorporateAction = Schema<'Action'>;
export type Refreshed = Schema<'Refreshed'>;

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
