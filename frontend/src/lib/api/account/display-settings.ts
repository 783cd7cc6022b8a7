import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { components } from '@/types/generated';

export type DisplaySettings = components['schemas']['DisplaySettings'];

const PATH = '/me/settings';

export const displayQuery = queryOptions({
  queryKey: queryKeys.settings,
  queryFn: ({ signal }) => http.get<DisplaySettings>(PATH, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const useDisplay = () => useQuery(displayQuery);

/** Saves some of the display settings; the screen changes at once and goes back on error. */
export function useSaveDisplay() {
  const client = useQueryClient();
  const key = queryKeys.settings;
  return useMutation({
    mutationFn: (patch: Partial<DisplaySettings>) => http.patch<DisplaySettings>(PATH, patch),
    onMutate: (patch) => {
      const before = client.getQueryData<DisplaySettings>(key);
      client.setQueryData<DisplaySettings>(key, (now) => (now ? { ...now, ...patch } : now));
      return { before };
    },
    onError: (_error, _patch, context) => client.setQueryData(key, context?.before),
    onSuccess: (saved) => client.setQueryData(key, saved),
  });
}
