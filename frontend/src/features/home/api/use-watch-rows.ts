import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryKeys } from '@/config/query-keys';
import { historyQuery } from '@/lib/api/history';
import { http } from '@/lib/api/http';
import { useInstruments } from '@/lib/api/instruments';
import type { Instrument } from '@/lib/api/market-types';
import type { components } from '@/types/generated';
import { totalChange } from '../lib/spark';

const PERIOD = '1y';

type RiskFacts = components['schemas']['Risk'];

export type WatchRow = {
  symbol: string;
  instrument: Instrument | null;
  closes: readonly number[];
  change: number | null;
  volatility: number | null;
  valueAtRisk: number | null;
  maxDrawdown: number | null;
};

function riskQuery(symbol: string) {
  const query = { symbol, period: PERIOD };
  return {
    queryKey: queryKeys.risk(query),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      http.get<RiskFacts>('/risk', { query, signal }),
    staleTime: 5 * 60_000,
  };
}

/** One row per watched symbol: its instrument, its last three months and its risk of a year. */
export function useWatchRows(symbols: readonly string[]): WatchRow[] {
  const { data: instruments } = useInstruments();
  const bySymbol = useMemo(
    () => new Map(instruments?.map((instrument) => [instrument.symbol, instrument])),
    [instruments],
  );
  const daily = symbols.filter((symbol) => bySymbol.get(symbol)?.last_bar);
  const closes = useQueries({
    queries: daily.map((symbol) => historyQuery({ symbol, period: '3mo', interval: '1d' })),
    combine: (all) => all.map(({ data }) => data?.bars.map(({ close }) => close)),
  });
  const risks = useQueries({
    queries: daily.map(riskQuery),
    combine: (all) => all.map(({ data }) => data),
  });
  return symbols.map((symbol) => {
    const at = daily.indexOf(symbol);
    const line = closes[at] ?? [];
    return {
      symbol,
      instrument: bySymbol.get(symbol) ?? null,
      closes: line,
      change: totalChange(line),
      volatility: risks[at]?.volatility_annualised ?? null,
      valueAtRisk: risks[at]?.value_at_risk_95 ?? null,
      maxDrawdown: risks[at]?.max_drawdown ?? null,
    };
  });
}
