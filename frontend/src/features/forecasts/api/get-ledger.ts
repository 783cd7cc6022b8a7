import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { pagesOptions } from '@/lib/api/pages';
import type { LedgerRow } from './types';

type LedgerQuery = { symbol: string; model: string };

/** Issued forecasts of a symbol, newest first. */
export function useLedger({ symbol, model }: LedgerQuery) {
  const query = { symbol, model, limit: 100 };
  return useInfiniteQuery({
    ...pagesOptions<LedgerRow>(queryKeys.ledger(query), '/forecasts/ledger', query),
    enabled: symbol !== '',
    placeholderData: keepPreviousData,
  });
}
