import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryKeys } from '@/config/query-keys';
import { historyQuery } from '@/lib/api/history';
import { http } from '@/lib/api/http';
import type { History } from '@/lib/api/market-types';
import type { Schema } from '@/types/schema';
import { firings, lastDay, type Question, type Value } from '../lib/firings';
import { levelOf, type RuleForm } from '../lib/rule-form';

type Analytics = Schema<'PairAnalytics'>;

export type Preview =
  | { state: 'incomplete' }
  | { state: 'loading' }
  | { state: 'failed'; error: unknown }
  | { state: 'ready'; fired: number[]; observed: number; from: number | null };

/** The settled closes of a day, as a price or as a change against a reference. */
export function closesOf({ bars }: History, reference: number | null): Value[] {
  return bars
    .filter(({ settled }) => settled)
    .map(({ timestamp, close }) => ({
      time: Date.parse(timestamp),
      value: reference === null ? close : close / reference - 1,
    }));
}

export function scoresOf({ series }: Analytics): Value[] {
  return series.timestamp.map((timestamp, at) => ({
    time: Date.parse(timestamp),
    value: series.z_score[at] ?? null,
    correlation: series.correlation[at] ?? null,
  }));
}

function questionOf(form: RuleForm): Question | null {
  const threshold = levelOf(form);
  if (threshold === null) return null;
  const pair = form.kind === 'z_score';
  return {
    threshold,
    direction: pair ? 'either' : form.direction,
    minCorrelation: pair && form.minCorrelation !== '' ? form.minCorrelation : null,
    cooldownS: form.cooldownMin * 60,
    repeat: form.repeat,
  };
}

const isPair = ({ kind, symbol, symbolX }: RuleForm): boolean =>
  kind === 'z_score' && symbol !== '' && symbolX !== '' && symbol !== symbolX;

/** The values that the rule would have seen; the server's own figures. */
function useValues(form: RuleForm) {
  const { kind, symbol, symbolX, interval, window } = form;
  const pair = isPair(form);
  const query = {
    y: symbol,
    x: symbolX,
    interval,
    window,
    method: 'rolling_ols',
    log: true,
    intercept: true,
    threshold: 2,
  };
  const history = useQuery({
    ...historyQuery({ symbol, period: '1d', interval: '1m' }),
    enabled: kind !== 'z_score' && symbol !== '',
    retry: false,
  });
  const analytics = useQuery({
    queryKey: queryKeys.pairAnalytics(query),
    queryFn: ({ signal }) => http.get<Analytics>('/pairs/analytics', { query, signal }),
    enabled: pair && window >= 10,
    staleTime: 20_000,
    retry: false,
  });
  const price = useQuery({
    queryKey: queryKeys.price(symbol),
    queryFn: ({ signal }) =>
      http.get<{ previous_close: number | null }>('/price', { query: { symbol }, signal }),
    enabled: kind === 'change' && symbol !== '',
    staleTime: 60_000,
    retry: false,
  });
  const reference = price.data?.previous_close ?? null;
  return useMemo(() => {
    if (kind === 'z_score') {
      const { data, error } = analytics;
      return { values: data && lastDay(scoresOf(data)), error, complete: pair };
    }
    const { data } = history;
    const error = history.error ?? price.error;
    const known = kind === 'price' || reference !== null;
    const values =
      data && known ? lastDay(closesOf(data, kind === 'change' ? reference : null)) : undefined;
    return { values, error, complete: symbol !== '' };
  }, [kind, symbol, pair, analytics, history, price.error, reference]);
}

/** How often the rule of a form would have fired in the last day, and when. */
export function usePreview(form: RuleForm): Preview {
  const { values, error, complete } = useValues(form);
  const question = questionOf(form);
  if (!complete || question === null) return { state: 'incomplete' };
  if (error) return { state: 'failed', error };
  if (values === undefined) return { state: 'loading' };
  const seen = values.filter(({ value }) => value !== null);
  return {
    state: 'ready',
    fired: firings(question, values),
    observed: seen.length,
    from: seen[0]?.time ?? null,
  };
}
