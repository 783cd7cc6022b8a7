import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Options } from './types';

/** The engines, with what keeps one from running here, and every feature's definition. */
export const useOptions = () =>
  useQuery({
    queryKey: queryKeys.featureOptions,
    queryFn: ({ signal }) => http.get<Options>('/pipelines/features/options', { signal }),
    staleTime: 60_000,
  });
