import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type Provider = Schema<'Provider'>;
export type Providers = Schema<'Providers'>;
export type ProviderTest = Schema<'ProviderTest'>;

export const useProviders = () =>
  useQuery({
    queryKey: queryKeys.providers,
    queryFn: ({ signal }) => http.get<Providers>('/settings/providers', { signal }),
    refetchInterval: 30_000,
  });

function useProviderAction<Input, Answer>(act: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.providers }),
  });
}

export const useSaveKey = (name: string) =>
  useProviderAction((key: string) => http.put(`/settings/providers/${name}/key`, { key }));

export const useForgetKey = (name: string) =>
  useProviderAction(() => http.delete(`/settings/providers/${name}/key`));

export const useTestProvider = (name: string) =>
  useProviderAction(() => http.post<ProviderTest>(`/settings/providers/${name}/test`));
