/** The ways in: password, second factor, sign-up; by django-allauth's headless API. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { fieldsOf, tooMany } from '@/lib/api/account/allauth';
import {
  type AllauthBody,
  AUTH,
  bodyOf,
  endSession,
  fetchSession,
  type Session,
  sessionOf,
} from '@/lib/api/account/use-session';
import { readCookie, send } from '@/lib/api/http';
import { ApiError } from '@/lib/api/problem';

export type Credentials = { username: string; password: string };
export type SignUp = Credentials & { email?: string };

function refusal({ status }: Response, body: AllauthBody): ApiError {
  const errors = fieldsOf(body.errors);
  const throttled = tooMany(status, body.errors);
  const otherwise =
    status === 401 ? 'That took too long. Sign in again.' : `The server answered ${status}.`;
  const first = errors.find(({ field }) => field === '') ?? errors[0];
  return new ApiError({
    title: 'Not signed in',
    status,
    code: throttled ? 'throttled' : 'sign_in_refused',
    detail: throttled ?? first?.message ?? otherwise,
    errors: throttled ? [] : errors,
  });
}

async function submit(path: string, body: unknown): Promise<Session> {
  // The first answer of allauth brings the CSRF cookie that a POST must prove.
  if (readCookie('csrftoken') === null) await send('GET', `${AUTH}/session`);
  const response = await send('POST', `${AUTH}/${path}`, { body });
  const answer = await bodyOf(response);
  // 409 means that somebody is signed in already, which is what was asked for.
  if (response.status === 409) return fetchSession();
  const session = sessionOf(answer);
  // allauth answers 401 to a right password that is not enough yet.
  const goesOn = response.ok || 'codeAsked' in session;
  if (!goesOn) throw refusal(response, answer);
  return session;
}

function useEnter<T>(
  path: string,
  toBody: (input: T) => object,
  more: { onSettled?: () => Promise<void> } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: T) => submit(path, toBody(input)),
    onSuccess: (session) => client.setQueryData(queryKeys.session, session),
    ...more,
  });
}

/** Sign-in by user name or e-mail; allauth takes them under two names. */
function loginBody({ username, password }: Credentials) {
  return username.includes('@') ? { email: username, password } : { username, password };
}

export const useSignIn = () => useEnter<Credentials>('login', loginBody);

/** Whatever comes of it, whether the sign-up is still open has to be asked again. */
export function useSignUp() {
  const client = useQueryClient();
  return useEnter<SignUp>('signup', (input) => input, {
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.meta }),
  });
}

export const useSendCode = () => useEnter<string>('2fa/authenticate', (code) => ({ code }));

/** Back from the code to the password. */
export function useStartOver() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSuccess: () => client.setQueryData<Session>(queryKeys.session, { user: null }),
  });
}
