import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppRouter } from '@/app/router';
import { connection } from '@/lib/realtime/connection';
import { serve, session } from '@/testing/server';
import { followSession } from './session';

const navigate = vi.fn();
const router = {
  state: { location: { pathname: '/settings', href: '/settings' } },
  navigate,
} as unknown as AppRouter;

describe('followSession', () => {
  let socketRefused: () => void;
  let start: ReturnType<typeof vi.spyOn>;

  beforeEach(() => {
    vi.restoreAllMocks();
    navigate.mockReset();
    start = vi.spyOn(connection, 'start').mockImplementation(() => undefined);
    vi.spyOn(connection, 'onSignedOut').mockImplementation((listener) => {
      socketRefused = listener;
      return () => undefined;
    });
    followSession(new QueryClient(), router);
  });

  it('opens the socket again when only its session was replaced', async () => {
    serve({ 'GET /_allauth/browser/v1/auth/session': session.in });
    socketRefused();
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(1));
    expect(navigate).not.toHaveBeenCalled();
  });

  it('does so once: a server that keeps refusing means it', async () => {
    serve({ 'GET /_allauth/browser/v1/auth/session': session.in });
    socketRefused();
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(1));
    socketRefused();
    await vi.waitFor(() => expect(navigate).toHaveBeenCalledTimes(1));
    expect(start).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['nobody is signed in', session.out],
    ['the server fails', { status: 503 }],
  ])('goes to sign-in when %s', async (_, answer) => {
    serve({ 'GET /_allauth/browser/v1/auth/session': answer });
    socketRefused();
    await vi.waitFor(() => expect(navigate).toHaveBeenCalledTimes(1));
    expect(start).not.toHaveBeenCalled();
  });
});
