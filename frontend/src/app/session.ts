import type { QueryClient } from '@tanstack/react-query';
import type { AppRouter } from '@/app/router';
import { paths } from '@/config/paths';
import { queryKeys } from '@/config/query-keys';
import { fetchSession, type Session } from '@/lib/api/account/use-session';
import { onSessionLost } from '@/lib/api/http';
import { connection, streamUrl } from '@/lib/realtime/connection';

const AGAIN_AFTER_MS = 10_000;

/** When the server says that the session is over, goes to sign-in and remembers the way back. */
export function followSession(client: QueryClient, router: AppRouter): () => void {
  const leave = () => {
    const { pathname, href } = router.state.location;
    if (pathname === paths.signIn || pathname === paths.signUp) return;
    connection.stop();
    client.setQueryData<Session>(queryKeys.session, { user: null });
    void router.navigate({ to: paths.signIn, search: { next: href, expired: true } });
  };
  let renewedAt = Number.NEGATIVE_INFINITY;
  // A changed password gives this browser a new session, and ends the socket of the old one.
  const renew = async () => {
    const again = performance.now() - renewedAt < AGAIN_AFTER_MS;
    renewedAt = performance.now();
    const signedIn = !again && (await fetchSession().catch(() => null))?.user;
    if (signedIn) connection.start(streamUrl());
    else leave();
  };
  const stops = [onSessionLost(leave), connection.onSignedOut(() => void renew())];
  return () => {
    for (const stop of stops) stop();
  };
}
