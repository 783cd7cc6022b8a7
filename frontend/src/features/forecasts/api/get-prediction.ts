import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys } from '@/config/query-keys';
import { requireBars } from '@/lib/api/held/held';
import { compute } from '@/lib/api/http';
import { isOpen, type Job } from '@/lib/api/job-types';
import { useJob } from '@/lib/api/jobs';
import { ApiError } from '@/lib/api/problem';
import { forecastIntervals } from '@/types/limits';
import type { Prediction } from './types';

export type PredictionQuery = { symbol: string; model: string; horizon: number };

/** The newest forecast. Where there is none yet, the job that makes it, followed until it is there. */
export function usePrediction(query: PredictionQuery) {
  const client = useQueryClient();
  const queryKey = queryKeys.prediction(query);
  const asked = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      await requireBars(client, { symbols: [query.symbol], intervals: forecastIntervals });
      return compute<Prediction>('GET', '/prediction', { query, signal, wait: 1 });
    },
    staleTime: 60_000,
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
  const answer = asked.data;
  const jobId = answer && !answer.ready ? answer.job.id : null;
  const followed = useJob(jobId);
  const job =
    jobId === null ? undefined : (followed.data ?? (answer?.ready ? undefined : answer?.job));
  const done = job?.state === 'done';
  useEffect(() => {
    if (done) void client.invalidateQueries({ queryKey: ['prediction'] });
  }, [client, done]);
  return {
    data: answer?.ready ? answer.data : undefined,
    job: job && isOpen(job) ? job : undefined,
    error: asked.error ?? refusalOf(job),
    isPending: asked.isPending,
    dataUpdatedAt: asked.dataUpdatedAt,
    refetch: asked.refetch,
  };
}

const refusalOf = (job: Job | undefined): ApiError | null =>
  job?.error && !isOpen(job) ? new ApiError(job.error) : null;
