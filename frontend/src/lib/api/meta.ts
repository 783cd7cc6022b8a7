import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from './http';

/** What the screens must know about this installation before anyone signs in. */
export type Meta = {
  mode: 'demo' | 'live';
  version: string;
  demo_login: boolean;
  signup_open: boolean;
  venue_simulated?: boolean;
  data_until?: string | null;
};

export const metaQuery = queryOptions({
  queryKey: queryKeys.meta,
  queryFn: ({ signal }) => http.get<Meta>('/meta', { signal }),
  staleTime: 60_000,
});

export const useMeta = () => useQuery(metaQuery);
