import { paths } from '@/config/paths';

/** Where to go after signing in: only an address inside this application, else the start. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return paths.home;
  // Judged by the browser's own parser, which drops tabs and line breaks and turns backslashes.
  const { origin } = window.location;
  const url = URL.canParse(next, origin) ? new URL(next, origin) : null;
  if (url?.origin !== origin) return paths.home;
  const again = url.pathname.startsWith(paths.signIn) || url.pathname.startsWith(paths.signUp);
  return again ? paths.home : `${url.pathname}${url.search}${url.hash}`;
}
