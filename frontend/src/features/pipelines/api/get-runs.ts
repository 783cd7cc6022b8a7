import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Page } from '@/lib/api/market-types';
import { problemOf } from '@/lib/api/problem';
import type { Run, RunSummary } from './types';

export const useRuns = () =>
  useQuery({
    queryKey: [...queryKeys.featureRuns, 'list'],
    queryFn: ({ signal }) =>
      http.get<Page<RunSummary>>('/pipelines/features', { query: { limit: 100 }, signal }),
    select: (page) => page.results,
  });

/** A finished run; null for one that left no record, such as a cancelled one. */
export const useRun = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: [...queryKeys.featureRuns, 'one', id],
    queryFn: async ({ signal }) => {
      try {
        return await http.get<Run>(`/pipelines/features/${id}`, { signal });
      } catch (error) {
        if (problemOf(error).status === 404) return null;
        throw error;
      }
    },
    enabled: enabled && id !== '',
  });
