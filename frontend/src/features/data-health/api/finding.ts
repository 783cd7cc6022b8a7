import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Finding } from '@/lib/api/data-health';
import { compute, http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type FindingLook = Schema<'FindingLook'>;
export type FindingAction = 'repair' | 'undo' | 'reopen';

/** One finding with the bars around it and what its repair would change. */
export const useFinding = (id: number) =>
  useQuery({
    queryKey: queryKeys.finding(id),
    queryFn: ({ signal }) => http.get<FindingLook>(`/quality/findings/${id}`, { signal }),
  });

/** A repair changes prices, and everything on any screen may stand on them. */
function useChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => client.invalidateQueries() });
}

export const useFindingAction = (id: number) =>
  useChange((action: FindingAction) =>
    compute<Finding>('POST', `/quality/findings/${id}/${action}`, { wait: 30 }),
  );

export const useDismiss = (id: number) =>
  useChange((reason: string) => http.post<Finding>(`/quality/findings/${id}/dismiss`, { reason }));
