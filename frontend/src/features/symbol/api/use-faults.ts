import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ChartBar } from '@/charts/price/bars';
import type { Flag } from '@/charts/price/flags';
import { queryKeys } from '@/config/query-keys';
import { everyRow } from '@/lib/api/pages';
import type { Schema } from '@/types/schema';
import { checkedInterval, faultsOf } from '../lib/faults';
import type { Interval } from '../lib/ranges';

type Finding = Schema<'Finding'>;

const none: readonly Flag[] = [];
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
  const ask = { symbol, interval: checked ?? '1d', state: 'open' };
  const { data, error } = useQuery({
    queryKey: queryKeys.findingsOf(ask),
    queryFn: ({ signal }) => everyRow<Finding>('/quality/findings', { query: ask, signal }),
    enabled: wanted && checked !== null,
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
  });
  const shown = wanted && checked !== null;
  const faults = useMemo(() => (shown && data ? faultsOf(data, bars) : none), [shown, data, bars]);
  return { faults, count: shown ? (data?.length ?? 0) : 0, error: shown ? error : null };
}
