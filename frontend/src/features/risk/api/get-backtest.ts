import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { requireBars } from '@/lib/api/held/held';
import { http } from '@/lib/api/http';
import type { Backtest } from './types';

type BacktestQuery = { symbol: string; confidence: number };

export function backtestQuery(query: BacktestQuery) {
  return queryOptions({
    queryKey: queryKeys.riskBacktest(query),
    queryFn: async ({ client, signal }) => {
      await requireBars(client, { symbols: [query.symbol], intervals: ['1d'] });
      return http.get<Backtest>('/risk/backtest', { query, signal });
    },
    staleTime: 30 * 60_000,
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
}

export const useBacktest = (query: BacktestQuery) => useQuery(backtestQuery(query));
