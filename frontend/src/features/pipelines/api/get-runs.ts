import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { pagesOptions } from '@/lib/api/pages';
import { problemOf } from '@/lib/api/problem';
import type { Run, RunSummary } from './types';

/** Runs, newest first. */
export const useRuns = () =>
  useInfiniteQuery(
    pagesOptions<RunSummary>([...queryKeys.featureRuns, 'list'], '/pipelines/features', {
      limit: 100,
    }),
  );

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
