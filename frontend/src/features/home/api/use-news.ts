import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { past } from '@/lib/past/moment';
import type { Schema } from '@/types/schema';

export type Home = Schema<'Home'>;

/** Writes down that somebody looks at the screen, again whenever everything is asked for again. */
const visitQuery = {
  queryKey: queryKeys.homeVisit,
  queryFn: async () => {
    await http.put('/home/visit', undefined);
    return true;
  },
  retry: false,
};

/** What changed since a moment of the market; without one since the last visit. */
export function useNews(since: string | undefined) {
  const visit = useQuery({ ...visitQuery, enabled: past === null });
  return useQuery({
    queryKey: queryKeys.home(since),
    queryFn: ({ signal }) => http.get<Home>('/home', { query: { since }, signal }),
    // The visit before ends with the record of this one: only then is it known since when.
    enabled: past !== null || !visit.isPending,
    placeholderData: (before) => before,
  });
}
