import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

type RecordQuery = { symbol: string; horizon: number };

/** How the forecasts that each model issued came out; of all symbols when none is named. */
const recordQuery = (query: RecordQuery) =>
  queryOptions({
    queryKey: queryKeys.record(query),
    queryFn: ({ signal }) => http.get<Schema<'Record'>>('/forecasts/record', { query, signal }),
    select: ({ results }) => results,
    placeholderData: keepPreviousData,
  });

export const useRecord = (query: RecordQuery) => useQuery(recordQuery(query));
