import { queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { http } from '@/lib/api/http';
import { pagesOptions } from '@/lib/api/pages';
import type { RunSummary, SavedRun } from './types';

export const runsKey = ['portfolio', 'optimizations'] as const;

/** Saved optimisations, newest first. */
export const useRuns = () =>
  useInfiniteQuery(
    pagesOptions<RunSummary>([...runsKey, 'list'], '/portfolio/optimizations', { limit: 50 }),
  );

export function runQuery(id: string) {
  return queryOptions({
    queryKey: [...runsKey, 'one', id],
    queryFn: ({ signal }) => http.get<SavedRun>(`/portfolio/optimizations/${id}`, { signal }),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}
