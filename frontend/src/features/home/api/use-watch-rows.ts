import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryKeys } from '@/config/query-keys';
import { historyQuery } from '@/lib/api/history';
import { http } from '@/lib/api/http';
import { useInstruments } from '@/lib/api/instruments';
import type { Instrument } from '@/lib/api/market-types';
import { problemOf } from '@/lib/api/problem';
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

export type WatchRows = {
  rows: WatchRow[];
  /** Why cells are empty that should not be; a symbol with too little history is no fault. */
  error: unknown;
  refetch: () => void;
};

type Part<T> = { data: T | undefined; error: unknown; refetch: () => unknown };

/** The server's own, not what it says about a symbol. */
function isFault(error: unknown): boolean {
  const { status } = problemOf(error);
  return status === 0 || status >= 500;
}

function gathered<T, V>(all: readonly Part<T>[], value: (data: T | undefined) => V) {
  return {
    values: all.map(({ data }) => value(data)),
    error: all.find(({ data, error }) => data === undefined && error && isFault(error))?.error,
    refetch: () => {
      for (const { data, refetch } of all) if (data === undefined) void refetch();
    },
  };
}

/** One row per watched symbol: its instrument, its last three months and its risk of a year. */
export function useWatchRows(symbols: readonly string[]): WatchRows {
  const known = useInstruments();
  const instruments = known.data;
  const bySymbol = useMemo(
    () => new Map(instruments?.map((instrument) => [instrument.symbol, instrument])),
    [instruments],
  );
  const daily = symbols.filter((symbol) => bySymbol.get(symbol)?.last_bar);
  const closes = useQueries({
    queries: daily.map((symbol) => historyQuery({ symbol, period: '3mo', interval: '1d' })),
    combine: (all) => gathered(all, (data) => data?.bars.map(({ close }) => close)),
  });
  const risks = useQueries({
    queries: daily.map(riskQuery),
    combine: (all) => gathered(all, (data) => data),
  });
  const rows = symbols.map((symbol) => {
    const at = daily.indexOf(symbol);
    const line = closes.values[at] ?? [];
    const risk = risks.values[at];
    return {
      symbol,
      instrument: bySymbol.get(symbol) ?? null,
      closes: line,
      change: totalChange(line),
      volatility: risk?.volatility_annualised ?? null,
      valueAtRisk: risk?.value_at_risk_95 ?? null,
      maxDrawdown: risk?.max_drawdown ?? null,
    };
  });
  return {
    rows,
    error: (instruments ? null : known.error) ?? closes.error ?? risks.error,
    refetch: () => {
      if (!instruments) void known.refetch();
      closes.refetch();
      risks.refetch();
    },
  };
}
