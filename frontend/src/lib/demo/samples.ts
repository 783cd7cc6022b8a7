import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { useMeta } from '@/lib/api/meta';
import type { Schema } from '@/types/schema';

export type Samples = Schema<'Samples'>;
export type SampleKind = Schema<'Sample'>['kind'];

const PREPARING_MS = 10_000;

export const samplesQuery = queryOptions({
  queryKey: queryKeys.samples,
  queryFn: ({ signal }) => http.get<Samples>('/samples', { signal }),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.data?.preparing ? PREPARING_MS : false),
});

/** What came with the demo; nothing is asked where the data are live. */
export function useSamples() {
  const { data: meta } = useMeta();
  return useQuery({ ...samplesQuery, enabled: meta?.mode === 'demo' });
}

/** Removes the samples; every list may have lost rows, so all is asked again. */
export function useRemoveSamples() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => http.delete<Schema<'SamplesRemoved'>>('/samples'),
    onSuccess: () => client.invalidateQueries(),
  });
}
