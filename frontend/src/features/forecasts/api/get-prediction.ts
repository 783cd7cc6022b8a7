import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Prediction } from './types';

export type PredictionQuery = { symbol: string; model: string; horizon: number };

export function predictionQuery(query: PredictionQuery) {
  return queryOptions({
    queryKey: queryKeys.prediction(query),
    queryFn: ({ signal }) => http.get<Prediction>('/prediction', { query, signal }),
    staleTime: 60_000,
    enabled: query.symbol !== '',
    placeholderData: keepPreviousData,
  });
}

export const usePrediction = (query: PredictionQuery) => useQuery(predictionQuery(query));
