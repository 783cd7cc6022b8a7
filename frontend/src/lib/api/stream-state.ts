import { queryOptions, useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { components } from '@/types/generated';
import { http } from './http';

/** How the process that takes in live trades does; counts are since it started. */
export type StreamState = components['schemas']['StreamState'];

const EVERY_MS = 2_000;

export const streamStateQuery = queryOptions({
  queryKey: queryKeys.streamState,
  queryFn: ({ signal }) => http.get<StreamState>('/stream/state', { signal }),
  refetchInterval: EVERY_MS,
});

export const useStreamState = () => useQuery(streamStateQuery);
