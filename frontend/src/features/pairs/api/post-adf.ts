import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { type Computation, settle } from '@/lib/api/computed';
import { compute } from '@/lib/api/http';
import { useJob } from '@/lib/api/jobs';
import type { Adf } from './types';

export type AdfAsk = { y: string; x: string; interval: string; log: boolean; intercept: boolean };

/** The tests of a pair once they are asked for, or the job that is running them. */
export function useAdf(ask: AdfAsk | null): Computation<Adf> & { refetch: () => unknown } {
  const asked = useQuery({
    queryKey: queryKeys.pairAdf(ask),
    queryFn: ({ signal }) => compute<Adf>('POST', '/pairs/adf', { body: ask, signal, wait: 2 }),
    enabled: ask !== null,
    staleTime: 5 * 60_000,
    retry: false,
  });
  const followed = useJob(asked.data && !asked.data.ready ? asked.data.job.id : null);
  const computation: Computation<Adf> =
    ask === null
      ? { state: 'idle' }
      : settle(asked.data, followed.data, asked.error ?? followed.error);
  return { ...computation, refetch: asked.refetch };
}
