import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Schema } from '@/types/schema';
import { http } from './http';

export type FeedHealth = Schema<'FeedHealth'>;

/** Whether the screens are up to date, for the badge. */
export const useFeedHealth = () =>
  useQuery({
    queryKey: queryKeys.feedHealth,
    queryFn: ({ signal }) => http.get<FeedHealth>('/feeds/health', { signal }),
    staleTime: 10_000,
    refetchInterval: 20_000,
  });
