import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';

export type Me = { id: number; username: string; email: string; is_demo: boolean };

export const meQuery = queryOptions({
  queryKey: [...queryKeys.session, 'me'],
  queryFn: ({ signal }) => http.get<Me>('/me', { signal }),
  staleTime: 5 * 60_000,
});

export const useMe = () => useQuery(meQuery);
