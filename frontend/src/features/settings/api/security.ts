/** Password and sessions by django-allauth's headless API. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { type AllauthProblem, fieldsOf, tooMany } from '@/lib/api/account/allauth';
import { send } from '@/lib/api/http';
import { ApiError } from '@/lib/api/problem';

const BASE = '/_allauth/browser/v1';

export type SignedInSession = {
  id: number;
  ip: string;
  user_agent: string;
  created_at: number;
  last_seen_at?: number;
  is_current: boolean;
};

type Body<T> = { data?: T; errors?: AllauthProblem[] };

async function ask<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
  const response = await send(method, `${BASE}${path}`, { body });
  const answer = (await response.json().catch(() => ({}))) as Body<T>;
  // allauth answers 401 with no errors when the session that asked has just ended.
  if (response.ok || (response.status === 401 && !answer.errors)) return answer.data;
  throw refusal(response.status, answer.errors ?? []);
}

export function refusal(status: number, problems: AllauthProblem[]): ApiError {
  const throttled = tooMany(status, problems);
  return new ApiError({
    title: 'Not changed',
    status,
    code: throttled ? 'throttled' : 'account_refused',
    detail: throttled ?? problems[0]?.message ?? `The server answered ${status}.`,
    errors: throttled ? [] : fieldsOf(problems),
  });
}

const sessionsKey = [...queryKeys.session, 'all'] as const;

export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: async () => (await ask<SignedInSession[]>('GET', '/auth/sessions')) ?? [],
});

export const useSessions = () => useQuery(sessionsQuery);

export function useEndSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sessions: number[]) => ask('DELETE', '/auth/sessions', { sessions }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export type PasswordChange = { current_password: string; new_password: string };

export const useChangePassword = () =>
  useMutation({
    mutationFn: (input: PasswordChange) => ask('POST', '/account/password/change', input),
  });
