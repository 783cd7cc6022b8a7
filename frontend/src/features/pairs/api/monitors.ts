import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { everyRow } from '@/lib/api/pages';
import type { Monitor } from './types';

export type NewMonitor = Omit<Monitor, 'id' | 'created_at'>;

export const monitorsQuery = queryOptions({
  queryKey: queryKeys.pairMonitors,
  queryFn: ({ signal }) => everyRow<Monitor>('/pairs', { signal }),
});

export const useMonitors = () => useQuery(monitorsQuery);

export function useWatchPair() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (monitor: NewMonitor) => http.post<Monitor>('/pairs', monitor),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.pairMonitors }),
  });
}

export function useUnwatchPair() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => http.delete(`/pairs/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.pairMonitors }),
  });
}
