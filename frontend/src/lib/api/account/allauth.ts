/** How django-allauth's headless API says no. */
import type { FieldProblem } from '@/lib/api/problem';

export type AllauthProblem = { message: string; code?: string; param?: string };

export function fieldsOf(problems: readonly AllauthProblem[] = []): FieldProblem[] {
  return problems.map(({ param, message }) => ({ field: param ?? '', message }));
}

const THROTTLES = new Set(['too_many_login_attempts', 'rate_limited']);

/** What to do about too many tries: by address they answer 429, by account an error of a field. */
export function tooMany(
  status: number,
  problems: readonly AllauthProblem[] = [],
): string | undefined {
  if (status === 429) return 'Too many tries. Wait a minute, then try again.';
  const known = problems.some(({ code }) => code !== undefined && THROTTLES.has(code));
  return known ? 'Too many tries. Wait five minutes, then try again.' : undefined;
}
