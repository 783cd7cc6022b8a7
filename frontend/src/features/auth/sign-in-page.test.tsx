import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, serve, session } from '@/testing/server';

const SESSION = 'GET /_allauth/browser/v1/auth/session';
const LOGIN = 'POST /_allauth/browser/v1/auth/login';

describe('signing in', () => {
  it('comes first for a stranger and leads back to the page that was asked for', async () => {
    let inside = false;
    const { calls } = serve({
      ...basics,
      [SESSION]: () => (inside ? session.in : session.out),
      [LOGIN]: () => {
        inside = true;
        return session.in;
      },
    });
    const { router, user } = renderApp('/jobs');
    await user.click(await screen.findByRole('button', { name: 'Fill in' }));
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/jobs'));
    expect(calls.find(({ path }) => path.endsWith('/login'))?.body).toEqual({
      username: 'demo',
      password: 'demo',
    });
  });

  it('sends an address with an at sign as e-mail', async () => {
    const { calls } = serve({ ...basics, [SESSION]: session.out, [LOGIN]: session.in });
    const { user } = renderApp('/sign-in');
    await user.type(await screen.findByLabelText('User name or e-mail'), 'a@b.ch');
    await user.type(screen.getByLabelText('Password'), 'secret');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/login'))?.body).toEqual({
        email: 'a@b.ch',
        password: 'secret',
      }),
    );
  });

  it('says what was wrong with the password', async () => {
    serve({
      ...basics,
      [SESSION]: session.out,
      [LOGIN]: {
        status: 400,
        body: {
          status: 400,
          errors: [{ message: 'The user name or password is not right.', param: 'password' }],
        },
      },
    });
    const { user } = renderApp('/sign-in');
    await user.type(await screen.findByLabelText('User name or e-mail'), 'demo');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent?.match(/not right/g)).toHaveLength(1);
  });

  it('asks for both fields before it asks the server', async () => {
    const { calls } = serve({ ...basics, [SESSION]: session.out });
    const { user } = renderApp('/sign-in');
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(screen.getByText('Enter your user name.')).toBeInTheDocument();
    expect(calls.some(({ path }) => path.endsWith('/login'))).toBe(false);
  });

  it('returns when the session ends, and says why', async () => {
    let inside = true;
    serve({
      ...basics,
      [SESSION]: () => (inside ? session.in : session.out),
      'GET /api/v1/jobs': () => {
        inside = false;
        return {
          status: 401,
          body: { title: 'x', status: 401, code: 'not_signed_in', detail: 'y' },
        };
      },
    });
    const { router } = renderApp('/jobs');
    expect(await screen.findByText(/Your session ended/)).toBeInTheDocument();
    expect(router.state.location.search).toMatchObject({ next: '/jobs' });
  });
});
