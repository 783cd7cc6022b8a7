import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { everyRow } from '@/lib/api/pages';
import type { Schema } from '@/types/schema';

export type ApiToken = Schema<'Token'>;
export type TokenScope = ApiToken['scope'];
/** A token at its making: the only moment at which its secret is known. */
export type NewToken = Schema<'NewToken'>;

export const tokensQuery = queryOptions({
  queryKey: queryKeys.tokens,
  queryFn: ({ signal }) => everyRow<ApiToken>('/tokens', { signal }),
});

export const useTokens = () => useQuery(tokensQuery);

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { name: string; scope: TokenScope }) =>
      http.post<NewToken>('/tokens', input),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => http.delete(`/tokens/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
}
