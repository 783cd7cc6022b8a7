import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useFrames } from '@/lib/realtime/hooks';

/** Asks for forecasts again whenever the server says that a new one was issued for the symbol. */
export function useFreshForecasts(symbol: string): () => void {
  const client = useQueryClient();
  const renew = useCallback(() => {
    void client.invalidateQueries({ queryKey: ['prediction'] });
    void client.invalidateQueries({ queryKey: ['forecasts'] });
  }, [client]);
  useFrames(symbol === '' ? null : `predictions:${symbol}`, (frames) => {
    if (frames.some((frame) => frame.type === 'update')) renew();
  });
  return renew;
}
