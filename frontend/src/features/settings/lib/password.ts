import { shortPassword } from '@/lib/api/account/password';
import type { Meta } from '@/lib/api/meta';
import type { Problem } from '@/lib/api/problem';

export type PasswordValues = { current: string; next: string; again: string };
type Errors = Partial<Record<keyof PasswordValues, string>>;

/** What can be said before the server is asked. */
export function passwordErrors({ current, next, again }: PasswordValues, meta?: Meta): Errors {
  const errors: Errors = {};
  if (current === '') errors.current = 'Type the password you use now.';
  const tooShort = shortPassword(next, meta);
  if (tooShort) errors.next = tooShort;
  else if (next === current) errors.next = 'This is the password you use now.';
  if (again !== next) errors.again = 'The two new passwords differ.';
  return errors;
}

const fields: Record<string, keyof PasswordValues> = {
  current_password: 'current',
  new_password: 'next',
};

/** The server's refusals at the fields they are about. */
export function serverPasswordErrors(problem: Problem): Errors {
  const errors: Errors = {};
  for (const { field, message } of problem.errors ?? []) {
    const name = fields[field];
    if (name) errors[name] ??= message;
  }
  return errors;
}
