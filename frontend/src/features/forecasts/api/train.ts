import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Job } from '@/lib/api/job-types';

export type TrainBody = { symbols: string[]; models?: string[]; horizon?: number };

/** Starts training in the background; the same open job is answered when one runs already. */
export function useTrain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TrainBody) => http.post<Job>('/forecasts/train', body),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.jobs }),
  });
}
