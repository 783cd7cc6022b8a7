import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Computation, settle } from '@/lib/api/computed';
import { compute } from '@/lib/api/http';
import { useJob } from '@/lib/api/jobs';
import type { OptimiseRequest, OptimiseResult } from './types';

export const runsKey = ['portfolio', 'optimizations'] as const;

const WAIT_S = 8;

export type OptimiseRun = Computation<OptimiseResult> & {
  objective: string;
  start: (body: OptimiseRequest, onJob: (id: string) => void) => void;
};

/**
 * Starts an optimisation and follows it: the answer that came in time, or the job that an address
 * names, through reloads.
 */
export function useOptimise(jobId: string | null): OptimiseRun {
  const client = useQueryClient();
  const asked = useMutation({
    mutationFn: (body: OptimiseRequest) =>
      compute<OptimiseResult>('POST', '/portfolio/optimize', { body, wait: WAIT_S }),
    onSettled: () => client.invalidateQueries({ queryKey: runsKey }),
  });
  const followed = useJob(jobId);
  const start: OptimiseRun['start'] = (body, onJob) =>
    asked.mutate(body, {
      onSuccess: (answer) => {
        if (!answer.ready) onJob(answer.job.id);
      },
    });
  const objective = String(
    followed.data?.params?.['objective'] ?? asked.variables?.objective ?? '',
  );
  return { ...stateOf(jobId, asked, followed), objective, start };
}

type Asked = { isPending: boolean; isIdle: boolean; data: Answer | undefined; error: unknown };
type Answer = Awaited<ReturnType<typeof compute<OptimiseResult>>>;
type Followed = Pick<ReturnType<typeof useJob>, 'data' | 'error'>;

function stateOf(
  jobId: string | null,
  asked: Asked,
  followed: Followed,
): Computation<OptimiseResult> {
  if (asked.isPending) return { state: 'asking' };
  if (jobId === null) {
    return asked.isIdle ? { state: 'idle' } : settle(asked.data, undefined, asked.error);
  }
  const { data: job, error } = followed;
  return settle(job && { ready: false, job }, job, error);
}
