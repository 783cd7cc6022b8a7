import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { WhyParams } from '@/lib/why';
import type { PortfolioRisk } from './types';

export type PortfolioRiskBody = {
  weights: Record<string, number>;
  period: string;
  confidence: number;
  horizon: number;
  method: string;
  currency?: string;
};

/** The same question as the address of an explanation. */
export const whyParams = ({ weights, ...rest }: PortfolioRiskBody): WhyParams => ({
  ...rest,
  weights: Object.entries(weights)
    .map(([symbol, weight]) => `${symbol}:${weight}`)
    .join(','),
});

/** A question in the form of a POST: nothing is stored, so it is cached like any other answer. */
export function portfolioRiskQuery(body: PortfolioRiskBody) {
  return queryOptions({
    queryKey: queryKeys.riskPortfolio(body),
    queryFn: ({ signal }) => http.post<PortfolioRisk>('/risk/portfolio', body, { signal }),
    staleTime: 5 * 60_000,
    enabled: Object.keys(body.weights).length > 0,
    placeholderData: keepPreviousData,
  });
}

export const usePortfolioRisk = (body: PortfolioRiskBody) => useQuery(portfolioRiskQuery(body));
