/** The browser session by django-allauth's headless API. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { send } from '@/lib/api/http';
import { ApiError } from '@/lib/api/problem';
import type { AllauthProblem } from './allauth';

export const AUTH = '/_allauth/browser/v1/auth';

export type User = { id: number | string; display: string; username?: string; email?: string };
/** `codeAsked`: the password was right, and the second factor's code is still to come. */
export type Session = { user: User } | { user: null; codeAsked?: true };

export type AllauthBody = {
  status?: number;
  data?: { user?: User; flows?: { id: string; is_pending?: boolean }[] };
  meta?: { is_authenticated?: boolean };
  errors?: AllauthProblem[];
};

export async function bodyOf(response: Response): Promise<AllauthBody> {
  return (await response.json().catch(() => ({}))) as AllauthBody;
}

export function sessionOf({ meta, data }: AllauthBody): Session {
  if (meta?.is_authenticated && data?.user) return { user: data.user };
  const codeAsked = data?.flows?.some((flow) => flow.id === 'mfa_authenticate' && flow.is_pending);
  return codeAsked ? { user: null, codeAsked } : { user: null };
}

function failed({ status }: Response): ApiError {
  const detail = `The server answered ${status}.`;
  return new ApiError({ title: 'No answer about the session', status, code: 'session', detail });
}

/** Whether the server wrote into the page that there is no session; asked once, as that may change. */
function isKnownAbsent(): boolean {
  const mark = document.querySelector<HTMLMetaElement>('meta[name="session"]');
  const absent = mark?.content === 'none';
  mark?.remove();
  return absent;
}

export async function fetchSession(): Promise<Session> {
  if (isKnownAbsent()) return { user: null };
  const response = await send('GET', `${AUTH}/session`);
  if (response.status >= 500) throw failed(response);
  return sessionOf(await bodyOf(response));
}

export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: fetchSession,
  staleTime: 5 * 60_000,
});

export function useSession() {
  return useQuery(sessionQuery);
}

export async function endSession(): Promise<void> {
  // allauth answers 401 to a sign-out that worked: the session is gone.
  const response = await send('DELETE', `${AUTH}/session`);
  if (response.status !== 401 && !response.ok) throw failed(response);
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSuccess: () => {
      client.clear();
      client.setQueryData<Session>(queryKeys.session, { user: null });
    },
  });
}
