import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { CorrelationAnswer } from './types';

type CorrelationQuery = { symbols: readonly string[]; period: string };

export function correlationQuery({ symbols, period }: CorrelationQuery) {
  const query = { symbols, period };
  return queryOptions({
    queryKey: queryKeys.riskCorrelation(query),
    queryFn: ({ signal }) => http.get<CorrelationAnswer>('/risk/correlation', { query, signal }),
    staleTime: 5 * 60_000,
    enabled: symbols.length > 1,
  });
}

export const useCorrelation = (query: CorrelationQuery) => useQuery(correlationQuery(query));
