import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryKeys } from '@/config/query-keys';
import { useComputed } from '@/lib/api/computed';
import type { Prediction } from '@/lib/api/prediction-types';
import { useTopic } from '@/lib/realtime/hooks';

/** The newest forecast of a symbol, asked for again whenever a newer one is announced. */
export function usePrediction(symbol: string, interval: '1m' | '1d', isAskable = true) {
  const client = useQueryClient();
  const announced = useTopic(`predictions:${symbol}`)?.receivedAt;
  useEffect(() => {
    if (announced === undefined) return;
    void client.invalidateQueries({ queryKey: queryKeys.prediction({ symbol, interval }) });
  }, [client, symbol, interval, announced]);
  return useComputed<Prediction>({
    queryKey: queryKeys.prediction({ symbol, interval }),
    path: '/prediction',
    query: { symbol, interval },
    yields: 'preparation',
    enabled: isAskable,
  });
}
