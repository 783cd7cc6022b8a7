import { queryOptions, useQuery } from '@tanstack/react-query';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type Provenance = Schema<'Provenance'>;
export type Dataset = Schema<'Dataset'>;

export const provenanceQuery = queryOptions({
  queryKey: ['demo', 'provenance'],
  queryFn: ({ signal }) => http.get<Provenance>('/demo/provenance', { signal }),
  staleTime: 60 * 60_000,
});

export const useProvenance = () => useQuery(provenanceQuery);
