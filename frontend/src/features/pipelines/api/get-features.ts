import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { type Interval, requireBars } from '@/lib/api/held/held';
import { http } from '@/lib/api/http';
import type { Features } from './types';

export type FeaturesQuery = { symbol: string; interval: Interval; period: string };

export const useFeatures = (query: FeaturesQuery) =>
  useQuery({
    queryKey: queryKeys.features(query),
    queryFn: async ({ client, signal }) => {
      await requireBars(client, { symbols: [query.symbol], intervals: [query.interval] });
      return http.get<Features>('/features', { query, signal });
    },
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
