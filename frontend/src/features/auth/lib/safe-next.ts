import { paths } from '@/config/paths';

/** Where to go after signing in: only an address inside this application, else the start. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string') return paths.home;
  const inside = next.startsWith('/') && !next.startsWith('//') && !next.includes('\\');
  const again = next.startsWith(paths.signIn) || next.startsWith(paths.signUp);
  return inside && !again ? next : paths.home;
}
