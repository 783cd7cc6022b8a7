import { useQueries } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { type Computed, compute } from '@/lib/api/http';
import type { Prediction } from '@/lib/api/prediction-types';

function forecastQuery(symbol: string) {
  const query = { symbol, interval: '1d' };
  return {
    queryKey: queryKeys.prediction(query),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      compute<Prediction>('GET', '/prediction', { query, signal, wait: 0 }),
    staleTime: 60_000,
  };
}

export type Forecasts = {
  predictions: Prediction[];
  /** The training that the missing ones wait for. */
  jobId: string | null;
  isPending: boolean;
  error: unknown;
  refetch: () => void;
};

function combined(
  all: {
    data: Computed<Prediction> | undefined;
    isPending: boolean;
    error: unknown;
    refetch: () => unknown;
  }[],
): Forecasts {
  const answers = all.flatMap(({ data }) => data ?? []);
  const waiting = answers.find((answer) => !answer.ready);
  return {
    predictions: answers.flatMap((answer) => (answer.ready ? [answer.data] : [])),
    jobId: waiting && !waiting.ready ? waiting.job.id : null,
    isPending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error)?.error ?? null,
    refetch: () => {
      for (const one of all) void one.refetch();
    },
  };
}

/** The newest daily forecasts of some symbols, without waiting for training. */
export const useForecasts = (symbols: readonly string[]): Forecasts =>
  useQueries({ queries: symbols.map(forecastQuery), combine: combined });
