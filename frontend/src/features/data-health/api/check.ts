import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { compute } from '@/lib/api/http';

/** Starts a check of everything that the person sees; its job is followed on the screen. */
export function useCheck(onJob: (id: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => compute<unknown>('POST', '/quality/checks', { body: {}, wait: 0 }),
    onSuccess: (answer) => {
      if (!answer.ready) onJob(answer.job.id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.jobs }),
  });
}
