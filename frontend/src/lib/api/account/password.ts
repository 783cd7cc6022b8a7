import type { Meta } from '@/lib/api/meta';

/** Says that a new password is too short; the server alone knows how long it must be. */
export function shortPassword(password: string, meta?: Meta): string | null {
  const least = meta?.password_min_length ?? 1;
  return password.length >= least ? null : `Use at least ${least} characters.`;
}
