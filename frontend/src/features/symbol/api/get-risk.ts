import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { components } from '@/types/generated';

export type RiskFacts = components['schemas']['Risk'];

export function riskQuery(symbol: string, period: string) {
  const query = { symbol, period };
  return queryOptions({
    queryKey: queryKeys.risk(query),
    queryFn: ({ signal }) => http.get<RiskFacts>('/risk', { query, signal }),
    staleTime: 5 * 60_000,
  });
}

export const useRisk = (symbol: string, period: string, enabled: boolean) =>
  useQuery({ ...riskQuery(symbol, period), enabled });
