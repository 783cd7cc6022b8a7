import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from './http';
import type { History } from './market-types';

export type HistoryQuery = {
  symbol: string;
  period: string;
  interval: string;
  /** False for prices as they traded; left out for adjusted ones. */
  adjusted?: false;
};

const intraday = new Set(['1s', '1m', '5m', '15m', '1h']);

export function historyQuery(query: HistoryQuery) {
  return queryOptions({
    queryKey: queryKeys.history(query),
    queryFn: ({ signal }) => http.get<History>('/history', { query, signal }),
    staleTime: intraday.has(query.interval) ? 10_000 : 5 * 60_000,
  });
}

export const useHistory = (
  query: HistoryQuery,
  options: { refetchInterval?: number | false } = {},
) => useQuery({ ...historyQuery(query), ...options });
