import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Page } from '@/lib/api/market-types';
import type { LedgerRow } from './types';

type LedgerQuery = { symbol: string; model: string };

export function ledgerQuery({ symbol, model }: LedgerQuery) {
  const query = { symbol, model, limit: 100 };
  return queryOptions({
    queryKey: queryKeys.ledger(query),
    queryFn: ({ signal }) => http.get<Page<LedgerRow>>('/forecasts/ledger', { query, signal }),
    select: (page) => page.results,
    enabled: symbol !== '',
    placeholderData: keepPreviousData,
  });
}

export const useLedger = (query: LedgerQuery) => useQuery(ledgerQuery(query));
