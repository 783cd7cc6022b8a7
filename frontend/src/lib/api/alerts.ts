/** What fired, for the alerts screen, the home screen and the messages. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Schema } from '@/types/schema';
import { http } from './http';
import { pagesOptions } from './pages';

export type AlertEvent = Schema<'AlertEvent'>;

/** Events, newest first; those not acknowledged yet, or all. */
export const useAlertEvents = (openOnly: boolean) =>
  useInfiniteQuery(
    pagesOptions<AlertEvent>([...queryKeys.alertEvents, openOnly], '/alerts/events', {
      open: openOnly,
      limit: 100,
    }),
  );

export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => http.post<AlertEvent>(`/alerts/events/${id}/acknowledge`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.alertEvents }),
  });
}
