import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, meta, serve, session } from '@/testing/server';

const SESSION = 'GET /_allauth/browser/v1/auth/session';
const SIGNUP = 'POST /_allauth/browser/v1/auth/signup';
const live = { ...meta, mode: 'live', demo_login: false } as const;

/** An installation that somebody owns as soon as one sign-up was taken or refused. */
function fresh(signup: object) {
  const state = { open: true, inside: false };
  serve({
    ...basics,
    [SESSION]: () => (state.inside ? session.in : session.out),
    'GET /api/v1/meta': () => ({ body: { ...live, signup_open: state.open } }),
    [SIGNUP]: () => {
      state.open = false;
      state.inside = !('status' in signup);
      return signup;
    },
  });
  return state;
}

async function fillIn({ user }: ReturnType<typeof renderApp>) {
  await user.type(await screen.findByLabelText('User name'), 'olga');
  await user.type(screen.getByLabelText('E-mail'), 'olga@example.org');
  await user.type(screen.getByLabelText('Password'), 'a-long-password-7');
  await user.type(screen.getByLabelText('Password again'), 'a-long-password-7');
  await user.click(screen.getByRole('button', { name: 'Make the account' }));
}

describe('an installation without an account', () => {
  it.each(['/', '/sign-in', '/risk?symbol=KO'])('opens on the sign-up at %s', async (address) => {
    fresh(session.in);
    const { router } = renderApp(address);
    expect(await screen.findByLabelText('Password again')).toBeInTheDocument();
    expect(router.state.location.pathname).toBe('/sign-up');
    expect(screen.queryByRole('link', { name: /sign-in/ })).not.toBeInTheDocument();
  });

  it('never says so again once it has its owner', async () => {
    const state = fresh(session.in);
    const app = renderApp('/');
    await fillIn(app);
    await waitFor(() => expect(app.router.state.location.pathname).toBe('/'));
    state.inside = false;
    app.client.setQueryData(['session'], { user: null });
    await app.router.navigate({ to: '/sign-in' });
    expect(await screen.findByLabelText('User name or e-mail')).toBeInTheDocument();
  });

  it('leads to the sign-in when somebody else was first', async () => {
    fresh({
      status: 403,
      body: { status: 403, errors: [{ message: 'The sign-up is closed.' }] },
    });
    const app = renderApp('/');
    await fillIn(app);
    await app.user.click(await screen.findByRole('link', { name: 'Go to sign-in' }));
    expect(await screen.findByLabelText('User name or e-mail')).toBeInTheDocument();
  });
});
