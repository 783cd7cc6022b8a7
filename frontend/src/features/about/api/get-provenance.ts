import { queryOptions, useQuery } from '@tanstack/react-query';
import { http } from '@/lib/api/http';

export type Dataset = {
  id: string;
  title: string;
  symbols: string[];
  first: string;
  last: string;
  fields: string[];
  adjusted: boolean;
  changes: string;
  note?: string;
  package: string;
  licence: string;
  licence_text: string;
  url: string;
  caution: string;
};

export type Provenance = {
  version: string;
  made_by: string;
  packages: Record<string, string>;
  datasets: Dataset[];
  decisions: { title: string; text: string }[];
  simulated: { symbols: string[]; text: string };
};

export const provenanceQuery = queryOptions({
  queryKey: ['demo', 'provenance'],
  queryFn: ({ signal }) => http.get<Provenance>('/demo/provenance', { signal }),
  staleTime: 60 * 60_000,
});

export const useProvenance = () => useQuery(provenanceQuery);
