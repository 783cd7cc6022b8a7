import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Palette } from '@/lib/display';

export type DisplaySettings = {
  theme: 'dark' | 'light' | 'system';
  palette: Palette;
  locale: string;
  timezone: string;
  hide_balances: boolean;
};

export const displaySettingsQuery = queryOptions({
  queryKey: queryKeys.settings,
  queryFn: ({ signal }) => http.get<DisplaySettings>('/me/settings', { signal }),
  staleTime: 5 * 60_000,
});

export const useDisplaySettings = () => useQuery(displaySettingsQuery);

/** Changes settings; the screen shows the choice at once and goes back when the server refuses. */
export function useSaveDisplaySettings() {
  const client = useQueryClient();
  const key = queryKeys.settings;
  return useMutation({
    mutationFn: (change: Partial<DisplaySettings>) =>
      http.patch<DisplaySettings>('/me/settings', change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<DisplaySettings>(key);
      if (before) client.setQueryData<DisplaySettings>(key, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => client.setQueryData(key, context?.before),
    onSuccess: (stored) => client.setQueryData(key, stored),
  });
}
