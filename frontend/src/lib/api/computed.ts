import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Computed, compute, type Query } from './http';
import { isOpen, type Job } from './job-types';
import { useJob } from './jobs';
import { ApiError, type Problem } from './problem';

/** The faces of a computation: asked, worked on by a job, failed, there. */
export type Computation<T> =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'working'; job: Job }
  | { state: 'failed'; error: unknown }
  | { state: 'ready'; data: T };

const stopped = (job: Job): Problem => ({
  title: 'The job stopped',
  status: 0,
  code: 'job_stopped',
  detail: `The job ended as "${job.state}" without a result. Try again.`,
  retryable: true,
});

/** Whether a job's result is the answer, or only lets the server give it: a training is no forecast. */
export type Yields = 'answer' | 'preparation';

/** What an answer and the job that followed it amount to. */
export function settle<T>(
  answer: Computed<T> | undefined,
  job: Job | undefined,
  error: unknown,
  yields: Yields = 'answer',
): Computation<T> {
  if (error) return { state: 'failed', error };
  if (!answer) return { state: 'asking' };
  if (answer.ready) return { state: 'ready', data: answer.data };
  const latest = job ?? answer.job;
  if (isOpen(latest)) return { state: 'working', job: latest };
  if (latest.state === 'done' && yields === 'preparation') return { state: 'asking' };
  if (latest.state === 'done' && latest.result !== undefined && latest.result !== null)
    return { state: 'ready', data: latest.result as T };
  return { state: 'failed', error: new ApiError(latest.error ?? stopped(latest)) };
}

type Ask = {
  queryKey: readonly unknown[];
  path: string;
  query?: Query;
  enabled?: boolean;
  yields?: Yields;
  /** Throws where the question is known to be refused: it is not sent then. */
  before?: (client: QueryClient) => Promise<void>;
};

/** A GET that may take long: its result, or the job that is making it, live. */
export function useComputed<T>({
  queryKey,
  path,
  query,
  enabled = true,
  yields = 'answer',
  before,
}: Ask) {
  const asked = useQuery({
    queryKey,
    queryFn: async ({ client, signal }) => {
      await before?.(client);
      return compute<T>('GET', path, { query, signal, wait: 2 });
    },
    enabled,
    staleTime: 5 * 60_000,
  });
  const jobId = asked.data && !asked.data.ready ? asked.data.job.id : null;
  const followed = useJob(jobId);
  const { refetch } = asked;
  const prepared = yields === 'preparation' && followed.data?.state === 'done' ? jobId : null;
  useEffect(() => {
    if (prepared !== null) void refetch();
  }, [prepared, refetch]);
  const computation: Computation<T> = enabled
    ? settle(asked.data, followed.data, asked.error ?? followed.error, yields)
    : { state: 'idle' };
  return { ...computation, refetch, updatedAt: asked.dataUpdatedAt };
}
