import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChartBar } from '@/charts/price/bars';
import type { Flag } from '@/charts/price/flags';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';
import { checkedInterval, faultsOf } from '../lib/faults';
import type { Interval } from '../lib/ranges';

type Page = Schema<'FindingPage'>;

const none: readonly Flag[] = [];
const MOST = 200;
// Checks run after refreshes and at night, and on demand from another screen.
const EVERY_MS = 60_000;

/** The open findings of a symbol's data as marks on its bars, while they are to be seen. */
export function useFaults(
  symbol: string,
  interval: Interval,
  bars: readonly ChartBar[],
  wanted: boolean,
) {
  const checked = checkedInterval(interval);
  const ask = { symbol, interval: checked ?? '1d', state: 'open', limit: MOST };
  const { data, error } = useQuery({
    queryKey: queryKeys.findingsOf(ask),
    queryFn: ({ signal }) => http.get<Page>('/quality/findings', { query: ask, signal }),
    enabled: wanted && checked !== null,
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
  });
  const shown = wanted && checked !== null;
  const faults = useMemo(
    () => (shown && data ? faultsOf(data.results, bars) : none),
    [shown, data, bars],
  );
  return { faults, count: shown ? (data?.results.length ?? 0) : 0, error: shown ? error : null };
}
