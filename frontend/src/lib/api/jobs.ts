import {
  type InfiniteData,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys } from '@/config/query-keys';
import type { Frame } from '@/lib/realtime/frames';
import { useConnection, useFrames, useTopic } from '@/lib/realtime/hooks';
import { http } from './http';
import { isOpen, type Job, type JobSummary } from './job-types';
import type { Page } from './market-types';
import { PAGE, pagesOptions } from './pages';

const POLL_MS = 2_000;

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.job(id),
    queryFn: ({ signal }) => http.get<Job>(`/jobs/${id}`, { signal }),
  });
}

function asJob(data: unknown): JobSummary | null {
  return typeof data === 'object' && data !== null && 'state' in data ? (data as JobSummary) : null;
}

/** A job, moving as the server pushes it, and asked for while the socket is down. */
export function useJob(id: string | null) {
  const client = useQueryClient();
  const { state } = useConnection();
  const live = asJob(useTopic(id === null ? null : `jobs:${id}`)?.data);
  const result = useQuery({
    ...jobQuery(id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) =>
      state !== 'open' && (!data || isOpen(data)) ? POLL_MS : false,
  });
  const fetched = result.data;
  const stillOpen = fetched !== undefined && isOpen(fetched);
  const turned = live !== null && fetched !== undefined && isOpen(live) !== stillOpen;
  useEffect(() => {
    // The push says that it ended, or was started again; the record has the result and the timeline.
    if (id !== null && turned) void client.invalidateQueries({ queryKey: queryKeys.job(id) });
  }, [client, id, turned]);
  const job = fetched && live && stillOpen && isOpen(live) ? { ...fetched, ...live } : fetched;
  return { ...result, data: job };
}

/** A list of jobs after one of them changed; one that is new goes on top. */
export function mergeJob(jobs: readonly JobSummary[], changed: JobSummary): JobSummary[] {
  const known = jobs.some(({ id }) => id === changed.id);
  if (!known) return [changed, ...jobs];
  return jobs.map((job) => (job.id === changed.id ? { ...job, ...changed } : job));
}

/** Changed jobs that some frames of the topic bring. */
export function updatesOf(frames: readonly Frame[]): JobSummary[] {
  return frames.flatMap(({ type, data }) => (type === 'update' ? (asJob(data) ?? []) : []));
}

type JobPages = InfiniteData<Page<JobSummary>, string>;

/** Pages of jobs after one of them changed; one that is in none goes on top of the first. */
export function mergeIntoPages(pages: readonly Page<JobSummary>[], changed: JobSummary) {
  const at = pages.findIndex(({ results }) => results.some(({ id }) => id === changed.id));
  return pages.map((page, index) =>
    index === Math.max(at, 0) ? { ...page, results: mergeJob(page.results, changed) } : page,
  );
}

/** The newest jobs. Pushed changes are merged; only a fresh snapshot asks for the list again. */
export function useJobs(limit = 50) {
  const client = useQueryClient();
  const { state } = useConnection();
  useFrames('jobs', (frames) => {
    const changes = updatesOf(frames);
    client.setQueriesData<JobPages>({ queryKey: [...queryKeys.jobs, 'list'] }, (held) =>
      held ? { ...held, pages: changes.reduce(mergeIntoPages, held.pages) } : held,
    );
    if (frames.some(({ type }) => type === 'snapshot')) {
      void client.invalidateQueries({ queryKey: [...queryKeys.jobs, 'list'] });
    }
  });
  return useInfiniteQuery({
    ...pagesOptions<JobSummary>([...queryKeys.jobs, 'list', limit], '/jobs', { limit }),
    placeholderData: keepPreviousData,
    refetchInterval: state === 'open' ? false : 5_000,
  });
}

/** As many jobs as one answer has, for the screen of all of them. */
export const useAllJobs = () => useJobs(PAGE);

function useJobAction(action: 'cancel' | 'retry') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.post<Job>(`/jobs/${id}/${action}`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.jobs }),
  });
}

export const useCancelJob = () => useJobAction('cancel');
export const useRetryJob = () => useJobAction('retry');
