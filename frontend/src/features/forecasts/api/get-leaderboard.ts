import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Page } from '@/lib/api/market-types';
import type { LeaderboardRow } from './types';

type LeaderboardQuery = { symbol: string; horizon: number };

/** All models with their scores; over the whole pool when no symbol is named. */
export function leaderboardQuery(query: LeaderboardQuery) {
  return queryOptions({
    queryKey: queryKeys.leaderboard(query),
    queryFn: ({ signal }) =>
      http.get<Page<LeaderboardRow>>('/forecasts/leaderboard', { query, signal }),
    select: (page) => page.results,
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
}

export const useLeaderboard = (query: LeaderboardQuery) => useQuery(leaderboardQuery(query));
