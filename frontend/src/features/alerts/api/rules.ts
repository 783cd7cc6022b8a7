import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { everyRow } from '@/lib/api/pages';
import type { Schema } from '@/types/schema';

export type Rule = Schema<'AlertRule'>;
export type Channel = Schema<'AlertChannel'>;
export type RuleBody = Schema<'AlertRuleWriteRequest'> & { channels: Channel[] };

export const useRules = () =>
  useQuery({
    queryKey: queryKeys.alertRules,
    queryFn: ({ signal }) => everyRow<Rule>('/alerts/rules', { signal }),
  });

function useRuleChange<Input, Result>(change: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.alertRules }),
  });
}

/** Makes a rule, or replaces the one with the id. */
export const useSaveRule = () =>
  useRuleChange(({ id, body }: { id: number | null; body: RuleBody }) =>
    id === null
      ? http.post<Rule>('/alerts/rules', body)
      : http.put<Rule>(`/alerts/rules/${id}`, body),
  );

export const useSwitchRule = () =>
  useRuleChange(({ id, active }: { id: number; active: boolean }) =>
    http.patch<Rule>(`/alerts/rules/${id}`, { active }),
  );

export const useDeleteRule = () =>
  useRuleChange((id: number) => http.delete(`/alerts/rules/${id}`));
