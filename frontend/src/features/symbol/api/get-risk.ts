import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';

/** The part of the risk answer that the rail shows. */
export type RiskFacts = {
  symbol: string;
  as_of: string;
  observations: number;
  volatility: number | null;
  volatility_annualised: number | null;
  predicted_volatility: number | null;
  volatility_model: string | null;
  value_at_risk_95: number | null;
  expected_shortfall_95: number | null;
  method: string;
  sharpe: number | null;
  sortino: number | null;
  max_drawdown: number | null;
  drawdown_start: string | null;
  drawdown_trough: string | null;
  beta: number | null;
  skewness: number | null;
  kurtosis: number | null;
};

export function riskQuery(symbol: string, period: string) {
  const query = { symbol, period };
  return queryOptions({
    queryKey: queryKeys.risk(query),
    queryFn: ({ signal }) => http.get<RiskFacts>('/risk', { query, signal }),
    staleTime: 5 * 60_000,
  });
}

export const useRisk = (symbol: string, period: string, enabled: boolean) =>
  useQuery({ ...riskQuery(symbol, period), enabled });
