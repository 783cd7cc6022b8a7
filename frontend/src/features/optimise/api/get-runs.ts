import { queryOptions, useQuery } from '@tanstack/react-query';
import { http } from '@/lib/api/http';
import type { Page } from '@/lib/api/market-types';
import { runsKey } from './optimise';

/** An earlier optimisation, as the list tells it. */
export type Run = {
  id: string | number;
  job_id: string | null;
  created_at: string;
  objective: string;
  symbols: string[];
  expected_return: number;
  volatility: number;
  sharpe: number | null;
};

export const runsQuery = queryOptions({
  queryKey: runsKey,
  queryFn: ({ signal }) =>
    http.get<Page<Run>>('/portfolio/optimizations', { query: { limit: 50 }, signal }),
  select: (page) => page.results,
});

export const useRuns = () => useQuery(runsQuery);
