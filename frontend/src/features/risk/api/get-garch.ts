import { queryKeys } from '@/config/query-keys';
import { useComputed } from '@/lib/api/computed';
import { requireBars } from '@/lib/api/held/held';
import type { Garch } from './types';

export type GarchQuery = { symbol: string; model: string; distribution: string; period: string };

/** A fit is a job: its progress while it runs, then the fitted model. */
export const useGarch = (query: GarchQuery) =>
  useComputed<Garch>({
    queryKey: queryKeys.riskGarch(query),
    path: '/risk/garch',
    query,
    enabled: query.symbol !== '',
    before: (client) => requireBars(client, { symbols: [query.symbol], intervals: ['1d'] }),
  });
