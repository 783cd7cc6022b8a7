import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { compute } from '@/lib/api/http';
import type { TrainBody } from './types';

/** Starts training in the background; the same open job is answered when one runs already. */
export function useTrain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TrainBody) =>
      compute<unknown>('POST', '/forecasts/train', { body, wait: 0 }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.jobs }),
  });
}
