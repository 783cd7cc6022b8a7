import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Features } from './types';

export type FeaturesQuery = { symbol: string; interval: string; period: string };

export const useFeatures = (query: FeaturesQuery) =>
  useQuery({
    queryKey: queryKeys.features(query),
    queryFn: ({ signal }) => http.get<Features>('/features', { query, signal }),
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
