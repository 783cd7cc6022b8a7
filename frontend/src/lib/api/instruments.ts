import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from './http';
import type { Instrument, InstrumentDetail } from './market-types';
import { everyRow } from './pages';

const FIRST_BARS_MS = 20_000;

export function instrumentsQuery(search = '', assetClass = '') {
  return queryOptions({
    queryKey: queryKeys.instruments(search, assetClass),
    queryFn: ({ signal }) =>
      everyRow<Instrument>('/instruments', { query: { search, asset_class: assetClass }, signal }),
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
}

/** Instruments that match, best first. Without a search: all that this installation knows. */
export const useInstruments = (search = '', assetClass = '') =>
  useQuery(instrumentsQuery(search, assetClass));

export function instrumentQuery(symbol: string) {
  return queryOptions({
    queryKey: queryKeys.instrument(symbol),
    queryFn: ({ signal }) =>
      http.get<InstrumentDetail>(`/instruments/${encodeURIComponent(symbol)}`, { signal }),
    staleTime: 5 * 60_000,
    // The first bars come from a stream or a provider, and nothing announces them.
    refetchInterval: ({ state: { data } }) =>
      data?.intervals.some((one) => one === '1m' || one === '1d') === false ? FIRST_BARS_MS : false,
  });
}

export const useInstrument = (symbol: string) => useQuery(instrumentQuery(symbol));
