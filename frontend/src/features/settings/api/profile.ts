import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type Me = Schema<'Me'>;

export const meQuery = queryOptions({
  queryKey: [...queryKeys.session, 'me'],
  queryFn: ({ signal }) => http.get<Me>('/me', { signal }),
  staleTime: 5 * 60_000,
});

export const useMe = () => useQuery(meQuery);
