import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

type LeaderboardQuery = { symbol: string; horizon: number };

/** All models with their scores; over the whole pool when no symbol is named. */
export function leaderboardQuery(query: LeaderboardQuery) {
  return queryOptions({
    queryKey: queryKeys.leaderboard(query),
    queryFn: ({ signal }) =>
      http.get<Schema<'Leaderboard'>>('/forecasts/leaderboard', { query, signal }),
    select: ({ results }) => results,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
}

export const useLeaderboard = (query: LeaderboardQuery) => useQuery(leaderboardQuery(query));
