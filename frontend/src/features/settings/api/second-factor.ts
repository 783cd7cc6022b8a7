/** One-time and recovery codes by django-allauth's headless API. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { AllauthProblem } from '@/lib/api/account/allauth';
import { loseSession, send } from '@/lib/api/http';
import { ApiError } from '@/lib/api/problem';
import { refusal } from './security';

const BASE = '/_allauth/browser/v1';
const TOTP = '/account/authenticators/totp';
const CODES = '/account/authenticators/recovery-codes';
export const PASSWORD_ASKED = 'password_asked';

type Authenticator = { type: string; created_at: number; last_used_at: number | null };
type Codes = Authenticator & { unused_code_count: number; unused_codes?: string[] };
type Body = {
  data?: unknown;
  meta?: { is_authenticated?: boolean; secret?: string; totp_svg?: string };
  errors?: AllauthProblem[];
};

/** Times in seconds since 1970. */
export type SecondFactor = { since: number; lastUsed: number | null; codesLeft: number };
export type Setup = { secret: string; drawing: string };

/** Throws `PASSWORD_ASKED` when the server wants to know again who is there. */
async function ask(method: string, path: string, body?: unknown): Promise<Body> {
  const response = await send(method, `${BASE}${path}`, { body });
  const answer = (await response.json().catch(() => ({}))) as Body;
  if (response.ok || answer.meta?.secret) return answer;
  if (response.status !== 401) throw refusal(response.status, answer.errors ?? []);
  const known = answer.meta?.is_authenticated === true;
  if (!known) loseSession();
  throw new ApiError({
    title: 'Not changed',
    status: 401,
    code: known ? PASSWORD_ASKED : 'not_signed_in',
    detail: known ? 'Type your password to continue.' : 'Your session ended. Sign in again.',
  });
}

function read(list: Authenticator[]): SecondFactor | null {
  const totp = list.find(({ type }) => type === 'totp');
  const codes = list.find(({ type }) => type === 'recovery_codes') as Codes | undefined;
  if (!totp) return null;
  const lasts = [totp.last_used_at ?? 0, codes?.last_used_at ?? 0];
  return {
    since: totp.created_at,
    lastUsed: Math.max(...lasts) || null,
    codesLeft: codes?.unused_code_count ?? 0,
  };
}

const key = [...queryKeys.session, 'second-factor'] as const;

const secondFactorQuery = queryOptions({
  queryKey: key,
  queryFn: async () => {
    const { data } = await ask('GET', '/account/authenticators');
    return read(data as Authenticator[]);
  },
});

export const useSecondFactor = (enabled: boolean) => useQuery({ ...secondFactorQuery, enabled });

export function useRefreshSecondFactor() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: key });
}

/** A new secret to set up; null when the factor is on already, from another window. */
export async function startSetup(): Promise<Setup | null> {
  const { meta } = await ask('GET', TOTP);
  return meta?.secret ? { secret: meta.secret, drawing: meta.totp_svg ?? '' } : null;
}

export const activate = (code: string) => ask('POST', TOTP, { code });
export const turnOff = () => ask('DELETE', TOTP);
const codesOf = ({ data }: Body) => (data as Codes).unused_codes ?? [];
export const readCodes = async () => codesOf(await ask('GET', CODES));
export const renewCodes = async () => codesOf(await ask('POST', CODES));

export const useConfirmPassword = () =>
  useMutation({
    mutationFn: (password: string) => ask('POST', '/auth/reauthenticate', { password }),
  });
