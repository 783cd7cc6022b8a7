import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Flag } from '@/charts/price/flags';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';
import { flagsOf } from '../lib/flags';

type Anomalies = Schema<'FeatureAnomalies'>;

const none: readonly Flag[] = [];

/** The unusual bars of a symbol, asked for only while they are to be seen. */
export function useFlags(symbol: string, interval: string, wanted: boolean) {
  const ask = { symbol, interval, period: 'max' };
  const { data, error } = useQuery({
    queryKey: queryKeys.anomalies(ask),
    queryFn: ({ signal }) => http.get<Anomalies>('/features/anomalies', { query: ask, signal }),
    enabled: wanted,
    staleTime: 60_000,
  });
  const flags = useMemo(() => (wanted && data ? flagsOf(data.anomalies) : none), [wanted, data]);
  return { flags, error: wanted ? error : null };
}
