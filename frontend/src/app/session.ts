import type { QueryClient } from '@tanstack/react-query';
import type { AppRouter } from '@/app/router';
import { paths } from '@/config/paths';
import { queryKeys } from '@/config/query-keys';
import { onSessionLost } from '@/lib/api/http';
import type { Session } from '@/lib/api/use-session';
import { connection } from '@/lib/realtime/connection';

/** When the server says that the session is over, goes to sign-in and remembers the way back. */
export function followSession(client: QueryClient, router: AppRouter): () => void {
  const leave = () => {
    const { pathname, href } = router.state.location;
    if (pathname === paths.signIn || pathname === paths.signUp) return;
    connection.stop();
    client.setQueryData<Session>(queryKeys.session, { user: null });
    void router.navigate({ to: paths.signIn, search: { next: href, expired: true } });
  };
  const stops = [onSessionLost(leave), connection.onSignedOut(leave)];
  return () => {
    for (const stop of stops) stop();
  };
}
