import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { components } from '@/types/generated';
import { http } from './http';

/** What the screens must know about this installation before anyone signs in. */
export type Meta = components['schemas']['Meta'];

export const metaQuery = queryOptions({
  queryKey: queryKeys.meta,
  queryFn: ({ signal }) => http.get<Meta>('/meta', { signal }),
  staleTime: 60_000,
});

export const useMeta = () => useQuery(metaQuery);
