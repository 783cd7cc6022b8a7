import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Backtest } from './types';

export type BacktestAsk = {
  y: string;
  x: string;
  interval: string;
  window: number;
  method: string;
  log: boolean;
  intercept: boolean;
  entry: number;
  exit: number;
  stop: number | null;
  cost: number;
};

/** The rule on the past, once it is asked for. */
export const useBacktest = (ask: BacktestAsk | null) =>
  useQuery({
    queryKey: queryKeys.pairBacktest(ask),
    queryFn: ({ signal }) => http.post<Backtest>('/pairs/backtest', ask, { signal }),
    enabled: ask !== null,
    staleTime: 5 * 60_000,
    retry: false,
  });
