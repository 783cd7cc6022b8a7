/** The browser session by django-allauth's headless API. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { readCookie, send } from './http';
import { ApiError, type FieldProblem } from './problem';

const AUTH = '/_allauth/browser/v1/auth';

export type User = { id: number | string; display: string; username?: string; email?: string };
export type Session = { user: User } | { user: null };
export type Credentials = { username: string; password: string };
export type SignUp = Credentials & { email?: string };

type AllauthBody = {
  status?: number;
  data?: { user?: User };
  meta?: { is_authenticated?: boolean };
  errors?: { message: string; code?: string; param?: string }[];
};

async function bodyOf(response: Response): Promise<AllauthBody> {
  return (await response.json().catch(() => ({}))) as AllauthBody;
}

function sessionOf(body: AllauthBody): Session {
  return body.meta?.is_authenticated && body.data?.user ? { user: body.data.user } : { user: null };
}

function refusal(response: Response, body: AllauthBody): ApiError {
  const errors: FieldProblem[] = (body.errors ?? []).map(({ param, message }) => ({
    field: param ?? '',
    message,
  }));
  const throttled = response.status === 429;
  const detail = throttled
    ? 'Too many tries. Wait a minute, then try again.'
    : (errors.find(({ field }) => field === '')?.message ??
      errors[0]?.message ??
      `The server answered ${response.status}.`);
  return new ApiError({
    title: 'Not signed in',
    status: response.status,
    code: throttled ? 'throttled' : 'sign_in_refused',
    detail,
    errors,
  });
}

async function fetchSession(): Promise<Session> {
  const response = await send('GET', `${AUTH}/session`);
  if (response.status >= 500) throw refusal(response, {});
  return sessionOf(await bodyOf(response));
}

export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: fetchSession,
  staleTime: 5 * 60_000,
});

async function submit(path: string, body: unknown): Promise<Session> {
  // The first answer of allauth brings the CSRF cookie that a POST must prove.
  if (readCookie('csrftoken') === null) await send('GET', `${AUTH}/session`);
  const response = await send('POST', `${AUTH}/${path}`, { body });
  const answer = await bodyOf(response);
  // 409 means that somebody is signed in already, which is what was asked for.
  if (response.status === 409) return fetchSession();
  if (!response.ok) throw refusal(response, answer);
  return sessionOf(answer);
}

export function useSession() {
  return useQuery(sessionQuery);
}

function useEnter<T>(path: string, toBody: (input: T) => object) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: T) => submit(path, toBody(input)),
    onSuccess: (session) => client.setQueryData(queryKeys.session, session),
  });
}

/** Sign-in by user name or e-mail; allauth wants to be told which of the two it is. */
function loginBody({ username, password }: Credentials) {
  return username.includes('@') ? { email: username, password } : { username, password };
}

export const useSignIn = () => useEnter<Credentials>('login', loginBody);
export const useSignUp = () => useEnter<SignUp>('signup', (input) => input);

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      // allauth answers 401 to a sign-out that worked: the session is gone.
      const response = await send('DELETE', `${AUTH}/session`);
      if (response.status !== 401 && !response.ok) throw refusal(response, await bodyOf(response));
    },
    onSuccess: () => {
      client.clear();
      client.setQueryData<Session>(queryKeys.session, { user: null });
    },
  });
}
