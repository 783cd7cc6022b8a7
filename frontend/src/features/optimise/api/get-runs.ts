import { queryOptions, useQuery } from '@tanstack/react-query';
import { http } from '@/lib/api/http';
import type { Page } from '@/lib/api/market-types';
import type { RunSummary, SavedRun } from './types';

export const runsKey = ['portfolio', 'optimizations'] as const;

export const runsQuery = queryOptions({
  queryKey: [...runsKey, 'list'],
  queryFn: ({ signal }) =>
    http.get<Page<RunSummary>>('/portfolio/optimizations', { query: { limit: 50 }, signal }),
  select: (page) => page.results,
});

export const useRuns = () => useQuery(runsQuery);

export function runQuery(id: string) {
  return queryOptions({
    queryKey: [...runsKey, 'one', id],
    queryFn: ({ signal }) => http.get<SavedRun>(`/portfolio/optimizations/${id}`, { signal }),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
}
