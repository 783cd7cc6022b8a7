import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { requireBars } from '@/lib/api/held/held';
import { http } from '@/lib/api/http';
import type { RiskReport } from './types';

export type RiskQuery = {
  symbol: string;
  period: string;
  confidence: number;
  method: string;
  benchmark: string | null;
};

export function riskQuery(query: RiskQuery) {
  return queryOptions({
    queryKey: queryKeys.risk(query),
    queryFn: async ({ client, signal }) => {
      await requireBars(client, { symbols: [query.symbol], intervals: ['1d'] });
      return http.get<RiskReport>('/risk', { query, signal });
    },
    staleTime: 5 * 60_000,
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
}

export const useRisk = (query: RiskQuery) => useQuery(riskQuery(query));
