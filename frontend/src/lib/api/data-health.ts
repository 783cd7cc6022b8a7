import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { useFrames } from '@/lib/realtime/hooks';
import type { Schema } from '@/types/schema';
import { http } from './http';
import { isOpen } from './job-types';
import { updatesOf } from './jobs';

export type Health = Schema<'HealthPage'>;
export type Finding = Schema<'Finding'>;
export type SeriesHealth = Schema<'Series'>;
export type FindingState = Finding['state'];

/** The most that the server gives at a time, of findings and of series. */
const PAGE = 200;

/** Ask again once a check or a repair ended: by a press, after an upload, or by itself. */
function useEndOfChecks() {
  const client = useQueryClient();
  useFrames('jobs', (frames) => {
    const ended = updatesOf(frames).some((job) => job.kind.startsWith('quality.') && !isOpen(job));
    if (ended) void client.invalidateQueries({ queryKey: queryKeys.dataHealthAll });
  });
}

/** Findings of one state (all when empty), newest first, with the summary and the first series. */
export function useFindings(state: FindingState | '', symbol = '') {
  useEndOfChecks();
  const narrowed = { ...(state && { state }), ...(symbol && { symbol }) };
  return useInfiniteQuery({
    queryKey: queryKeys.dataHealth({ state, symbol }),
    queryFn: ({ signal, pageParam }) =>
      http.get<Health>('/quality/health', {
        query: { limit: PAGE, ...narrowed, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** What was checked and how many findings are open. */
export function useHealthSummary() {
  useEndOfChecks();
  return useQuery({
    queryKey: queryKeys.dataHealth({ summary: true }),
    queryFn: ({ signal }) =>
      http.get<Health>('/quality/health', { query: { limit: 1, state: 'open' }, signal }),
    select: ({ summary }) => summary,
  });
}
