import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Leaderboard } from './types';

type LeaderboardQuery = { symbol: string; horizon: number };

export function leaderboardQuery(query: LeaderboardQuery) {
  return queryOptions({
    queryKey: queryKeys.leaderboard(query),
    queryFn: ({ signal }) => http.get<Leaderboard>('/forecasts/leaderboard', { query, signal }),
    staleTime: 5 * 60_000,
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
}

export const useLeaderboard = (query: LeaderboardQuery) => useQuery(leaderboardQuery(query));
