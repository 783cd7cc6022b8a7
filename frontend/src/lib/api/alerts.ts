/** What fired, for the alerts screen, the home screen and the messages. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Schema } from '@/types/schema';
import { http } from './http';
import type { Page } from './market-types';

export type AlertEvent = Schema<'AlertEvent'>;

/** The newest events; those not acknowledged yet, or all. */
export const useAlertEvents = (openOnly: boolean) =>
  useQuery({
    queryKey: [...queryKeys.alertEvents, openOnly],
    queryFn: ({ signal }) =>
      http.get<Page<AlertEvent>>('/alerts/events', {
        query: { open: openOnly, limit: 100 },
        signal,
      }),
    select: (page) => page.results,
  });

export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => http.post<AlertEvent>(`/alerts/events/${id}/acknowledge`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.alertEvents }),
  });
}
